"use client";

import { useTranslations } from "next-intl";
import { type StepFieldsProps as FieldsProps, WizardForm, type WizardStep } from "@/components/agents/wizard-form";
import type { Action, ActionResult } from "@/lib/domain/action-result";
import type { AppChoice } from "@/lib/domain/list-view";
import type { SiemAgentSettingsInput } from "@/lib/domain/siem-agent";
import { GeneralFields } from "./general-fields";
import { ReceiverFields } from "./receiver-fields";
import { SelectionFields } from "./selection-fields";
import { type SelectionPreview, type SelectionPreviewInput, siemAgentsPath } from "./siem-agent-actions";
import { problemsOn, type WizardStep as StepName, stepOf } from "./siem-agent-values";

export type StepFieldsProps = FieldsProps<SiemAgentSettingsInput>;

type SiemAgentFormProps<Output> = {
  initial: SiemAgentSettingsInput;
  /** Name of the last button. */
  submitLabel: string;
  save: (values: SiemAgentSettingsInput) => Promise<ActionResult<Output>>;
  onSaved: (value: Output) => void;
  preview: Action<SelectionPreviewInput, Record<"alerts" | "activities", SelectionPreview | null>>;
  apps: AppChoice[];
  isNew: boolean;
};

/** General > Remote syslog > Data types, one step at a time. */
export function SiemAgentForm<Output>({ preview, apps, isNew, ...form }: SiemAgentFormProps<Output>) {
  const t = useTranslations("siemAgents.wizard.names");
  const validation = useTranslations("validation");
  const stepNamed = (id: StepName): WizardStep<SiemAgentSettingsInput> => ({
    id,
    name: t(id),
    problemsOf: (values) =>
      Object.fromEntries(
        Object.entries(problemsOn(id, values)).flatMap(([field, key]) => (key ? [[field, validation(key)]] : [])),
      ),
  });
  return (
    <WizardForm
      {...form}
      steps={[stepNamed("general"), stepNamed("receiver"), stepNamed("data")]}
      cancelPath={siemAgentsPath}
      stepOfField={stepOf}
    >
      {(step, fields) => {
        if (step === "general") return <GeneralFields {...fields} />;
        if (step === "receiver") return <ReceiverFields {...fields} />;
        return <SelectionFields {...fields} preview={preview} apps={apps} isNew={isNew} />;
      }}
    </WizardForm>
  );
}
