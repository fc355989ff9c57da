"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { unreachable } from "@/components/ui/unreachable";
import { useFailureText } from "@/components/ui/use-failure-text";
import type { ActionResult } from "@/lib/domain/action-result";

/** What stands on a step: its name, and what is wrong on it by field, in words. */
export type WizardStep<Values> = {
  id: string;
  name: string;
  problemsOf: (values: Values) => Record<string, string>;
};

export type StepFieldsProps<Values> = {
  values: Values;
  change: (values: Partial<Values>) => void;
  /** What is wrong with a field, in words. */
  errorOf: (field: string) => string | null;
};

type WizardFormProps<Values, Output> = {
  steps: readonly [WizardStep<Values>, ...WizardStep<Values>[]];
  initial: Values;
  /** Name of the last button. */
  submitLabel: string;
  /** Where Cancel leads. */
  cancelPath: string;
  save: (values: Values) => Promise<ActionResult<Output>>;
  onSaved: (value: Output) => void;
  /** The step on which a field stands that the server refused. */
  stepOfField: (field: string | undefined) => string | null;
  /** The fields of a step. */
  children: (step: string, fields: StepFieldsProps<Values>) => ReactNode;
};

/** One step at a time. What was entered stays, whichever way one goes. */
export function WizardForm<Values extends object, Output>(props: WizardFormProps<Values, Output>) {
  const { steps, initial, submitLabel, cancelPath, save, onSaved, stepOfField, children } = props;
  const t = useTranslations("wizard");
  const common = useTranslations("common");
  const failureText = useFailureText();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const underWay = useRef(false);
  const [values, setValues] = useState(initial);
  const [place, setPlace] = useState(0);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const step = steps[place] ?? steps[0];
  const isLast = place === steps.length - 1;

  const moved = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves with the step
  useEffect(() => {
    if (moved.current) heading.current?.focus();
    moved.current = true;
  }, [place]);

  function go(to: number) {
    setPlace(to);
    setProblems({});
    setProblem(null);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    const found = step.problemsOf(values);
    setProblems(found);
    const [first] = Object.keys(found);
    if (first !== undefined) return focusField(form.current, first);
    if (!isLast) return go(place + 1);
    if (underWay.current) return;
    underWay.current = true;
    setPending(true);
    setProblem(null);
    const result = await save(values).catch(unreachable);
    underWay.current = false;
    setPending(false);
    if (result.ok) return onSaved(result.value);
    const blamed = stepOfField(result.field);
    if (blamed !== null) setPlace(steps.findIndex(({ id }) => id === blamed));
    setProblem(failureText(result));
  }

  return (
    <form ref={form} noValidate autoComplete="off" onSubmit={submit} className="grid max-w-160 gap-5">
      <ol className="flex flex-wrap gap-x-5 gap-y-1 text-sm" aria-label={t("steps")}>
        {steps.map(({ id, name }, number) => (
          <li
            key={id}
            aria-current={id === step.id ? "step" : undefined}
            className={id === step.id ? "font-medium" : "text-muted-foreground"}
          >
            {t("step", { number: number + 1, name })}
          </li>
        ))}
      </ol>
      <div>
        <h2 ref={heading} tabIndex={-1} className="font-semibold text-base">
          {step.name}
        </h2>
        <ProblemNotice>{problem}</ProblemNotice>
      </div>
      {children(step.id, {
        values,
        change: (changed) => setValues((known) => ({ ...known, ...changed })),
        errorOf: (field) => problems[field] ?? null,
      })}
      <DialogFooter className="mt-0">
        <Button onClick={() => router.push(cancelPath)}>{common("cancel")}</Button>
        {place > 0 && <Button onClick={() => go(place - 1)}>{t("back")}</Button>}
        <Button type="submit" variant="primary" pending={isPending}>
          {isLast ? submitLabel : t("next")}
        </Button>
      </DialogFooter>
    </form>
  );
}

function focusField(form: HTMLFormElement | null, name: string): void {
  const control = form?.elements.namedItem(name);
  const first = control instanceof RadioNodeList ? control[0] : control;
  if (first instanceof HTMLElement) first.focus();
}
