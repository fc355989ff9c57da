"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { unreachable } from "@/components/ui/unreachable";
import { useFailureText } from "@/components/ui/use-failure-text";
import type { Action, ActionResult } from "@/lib/domain/action-result";
import type { AppChoice } from "@/lib/domain/list-view";
import type { SiemAgentSettingsInput } from "@/lib/domain/siem-agent";
import { GeneralFields } from "./general-fields";
import { ReceiverFields } from "./receiver-fields";
import { SelectionFields } from "./selection-fields";
import { type SelectionPreview, type SelectionPreviewInput, siemAgentsPath } from "./siem-agent-actions";
import { type ProblemKey, problemsOn, stepOf, type WizardStep, wizardSteps } from "./siem-agent-values";

export type StepFieldsProps = {
  values: SiemAgentSettingsInput;
  change: (values: Partial<SiemAgentSettingsInput>) => void;
  /** What is wrong with a field, in words. */
  errorOf: (field: keyof SiemAgentSettingsInput) => string | null;
};

type SiemAgentFormProps<Output> = {
  initial: SiemAgentSettingsInput;
  /** Name of the last button. */
  submitLabel: string;
  save: (values: SiemAgentSettingsInput) => Promise<ActionResult<Output>>;
  onSaved: (value: Output) => void;
  preview: Action<SelectionPreviewInput, Record<"alerts" | "activities", SelectionPreview | null>>;
  apps: AppChoice[];
};

/** General > Remote syslog > Data types, one step at a time. What was entered stays, whichever way one goes. */
export function SiemAgentForm<Output>(props: SiemAgentFormProps<Output>) {
  const { initial, submitLabel, save, onSaved, preview, apps } = props;
  const t = useTranslations("siemAgents.wizard");
  const validation = useTranslations("validation");
  const common = useTranslations("common");
  const failureText = useFailureText();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const underWay = useRef(false);
  const [values, setValues] = useState(initial);
  const [step, setStep] = useState<WizardStep>("general");
  const [problems, setProblems] = useState<Partial<Record<string, ProblemKey>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const place = wizardSteps.indexOf(step);
  const isLast = place === wizardSteps.length - 1;

  const moved = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves with the step
  useEffect(() => {
    if (moved.current) heading.current?.focus();
    moved.current = true;
  }, [step]);

  function go(to: number) {
    const next = wizardSteps[to];
    if (next) setStep(next);
    setProblems({});
    setProblem(null);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    const found = problemsOn(step, values);
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
    const blamed = stepOf(result.field);
    if (blamed !== null) setStep(blamed);
    setProblem(failureText(result));
  }

  const fields: StepFieldsProps = {
    values,
    change: (changed) => setValues((known) => ({ ...known, ...changed })),
    errorOf: (field) => {
      const key = problems[field];
      return key === undefined ? null : validation(key);
    },
  };
  return (
    <form ref={form} noValidate autoComplete="off" onSubmit={submit} className="grid max-w-160 gap-5">
      <ol className="flex flex-wrap gap-x-5 gap-y-1 text-sm" aria-label={t("steps")}>
        {wizardSteps.map((name, number) => (
          <li
            key={name}
            aria-current={name === step ? "step" : undefined}
            className={name === step ? "font-medium" : "text-muted-foreground"}
          >
            {t("step", { number: number + 1, name: t(`names.${name}`) })}
          </li>
        ))}
      </ol>
      <div>
        <h2 ref={heading} tabIndex={-1} className="font-semibold text-base">
          {t(`names.${step}`)}
        </h2>
        <ProblemNotice>{problem}</ProblemNotice>
      </div>
      {step === "general" && <GeneralFields {...fields} />}
      {step === "receiver" && <ReceiverFields {...fields} />}
      {step === "data" && <SelectionFields {...fields} preview={preview} apps={apps} />}
      <DialogFooter className="mt-0">
        <Button onClick={() => router.push(siemAgentsPath)}>{common("cancel")}</Button>
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
  if (control instanceof HTMLElement) control.focus();
}
