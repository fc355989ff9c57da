"use client";

import { useTranslations } from "next-intl";
import { WizardForm, type WizardStep } from "@/components/agents/wizard-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ActionResult } from "@/lib/domain/action-result";
import { logCollectorsPath, type ReceivableSource } from "./log-collector-actions";
import { type CollectorValues, problemsOn, stepOf } from "./log-collector-values";
import { SourceFields } from "./source-fields";

type LogCollectorFormProps<Output> = {
  initial: CollectorValues;
  /** What it may receive. */
  sources: readonly ReceivableSource[];
  /** Name of the last button. */
  submitLabel: string;
  save: (values: CollectorValues) => Promise<ActionResult<Output>>;
  onSaved: (value: Output) => void;
};

/** General > Data sources, one step at a time. */
export function LogCollectorForm<Output>({ sources, ...form }: LogCollectorFormProps<Output>) {
  const t = useTranslations("logCollectors");
  const validation = useTranslations("validation");
  const stepNamed = (id: "general" | "sources"): WizardStep<CollectorValues> => ({
    id,
    name: t(`steps.${id}`),
    problemsOf: (values) =>
      Object.fromEntries(
        Object.entries(problemsOn(id, values, sources)).map(([field, key]) => [field, validation(key)]),
      ),
  });
  return (
    <WizardForm
      {...form}
      steps={[stepNamed("general"), stepNamed("sources")]}
      cancelPath={logCollectorsPath}
      stepOfField={stepOf}
    >
      {(step, fields) =>
        step === "sources" ? (
          <SourceFields {...fields} sources={sources} />
        ) : (
          <>
            <Field label={t("fields.name")} hint={t("fields.nameHint")} error={fields.errorOf("name")}>
              {(control) => (
                <Input
                  {...control}
                  name="name"
                  required
                  maxLength={63}
                  value={fields.values.name}
                  spellCheck={false}
                  onChange={(event) => fields.change({ name: event.target.value })}
                />
              )}
            </Field>
            <Field label={t("fields.host")} hint={t("fields.hostHint")} error={fields.errorOf("host")}>
              {(control) => (
                <Input
                  {...control}
                  name="host"
                  required
                  value={fields.values.host}
                  spellCheck={false}
                  onChange={(event) => fields.change({ host: event.target.value })}
                />
              )}
            </Field>
          </>
        )
      }
    </WizardForm>
  );
}
