"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { severityNameOf, severityNumbers } from "@/lib/domain/alert-view";
import type { Policy } from "@/lib/domain/policy";
import {
  type CreatePolicyForm,
  dailyLimitDefault,
  dailyLimitMaximum,
  policyDescriptionMaximum,
  policyNameMaximum,
} from "@/lib/domain/policy-input";
import { policySeverities } from "@/lib/domain/policy-view";

type SettingsFieldsProps = {
  /** Null for a new one. */
  policy: Policy | null;
  errorOf: (field: string) => string | null;
};

/** What every policy has, whatever it finds. */
export function SettingsFields({ policy, errorOf }: SettingsFieldsProps) {
  const t = useTranslations("policies.form");
  const severityName = useTranslations("alerts.severities");
  return (
    <>
      <Field label={t("name")} hint={t("nameHint")} error={errorOf("name")}>
        {(control) => (
          <Input
            {...control}
            name="name"
            defaultValue={policy?.name}
            maxLength={policyNameMaximum}
            autoComplete="off"
            required
          />
        )}
      </Field>
      <Field label={t("description")} error={errorOf("description")}>
        {(control) => (
          <Textarea
            {...control}
            name="description"
            rows={2}
            defaultValue={policy?.description}
            maxLength={policyDescriptionMaximum}
          />
        )}
      </Field>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label={t("severity")}>
          {(control) => (
            <Select {...control} name="severity" defaultValue={severityNameOf(policy?.severity ?? 1)}>
              {policySeverities.map((name) => (
                <option key={name} value={name}>
                  {severityName(name)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t("dailyLimit")} hint={t("dailyLimitHint")} error={errorOf("dailyLimit")}>
          {(control) => (
            <Input
              {...control}
              name="dailyLimit"
              type="number"
              min={1}
              max={dailyLimitMaximum}
              defaultValue={policy?.dailyLimit ?? dailyLimitDefault}
            />
          )}
        </Field>
      </div>
    </>
  );
}

/** What these fields say; the server checks it. */
export function settingsOf(data: FormData): Omit<CreatePolicyForm, "rule"> {
  const severity = policySeverities.find((name) => name === data.get("severity")) ?? "medium";
  return {
    name: String(data.get("name") ?? ""),
    description: String(data.get("description") ?? ""),
    severity: severityNumbers[severity],
    dailyLimit: Number(data.get("dailyLimit")),
  };
}
