"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import type { Action } from "@/lib/domain/action-result";
import type { AppChoice } from "@/lib/domain/list-view";
import { RecoveryFields } from "./recovery-fields";
import { activityFiltersOf, activitySelectionOf, alertFiltersOf, alertSelectionOf } from "./selection-filters";
import { SelectionPreviewPanel } from "./selection-preview";
import type { SelectionPreview, SelectionPreviewInput } from "./siem-agent-actions";
import type { StepFieldsProps } from "./siem-agent-form";

const severities = [
  { value: 2, name: "high" },
  { value: 1, name: "medium" },
  { value: 0, name: "low" },
  { value: 3, name: "informational" },
] as const;

type SelectionFieldsProps = StepFieldsProps & {
  preview: Action<SelectionPreviewInput, Record<"alerts" | "activities", SelectionPreview | null>>;
  apps: AppChoice[];
  /** Whether a period may be set: only while the agent is added. */
  isNew: boolean;
};

/** Which alerts and activities are sent: all, or what filters keep. */
export function SelectionFields({ preview, apps, isNew, ...fields }: SelectionFieldsProps) {
  const t = useTranslations("siemAgents.selection");
  const severityName = useTranslations("alerts.severities");
  const { values, change, errorOf } = fields;
  const { alertFilters, activityFilters } = values;
  const alerts = alertSelectionOf(alertFilters ?? {});
  const activities = activitySelectionOf(activityFilters ?? {});
  const changeAlerts = (changed: Partial<typeof alerts>) =>
    change({ alertFilters: alertFiltersOf({ ...alerts, ...changed }) });
  const changeActivities = (changed: Partial<typeof activities>) =>
    change({ activityFilters: activityFiltersOf({ ...activities, ...changed }) });
  return (
    <>
      <ProblemNotice>{errorOf("alertFilters")}</ProblemNotice>
      <fieldset className="grid gap-3 rounded-md border p-4">
        <legend className="sr-only">{t("alerts")}</legend>
        <Checkbox
          name="alertFilters"
          label={t("alerts")}
          checked={alertFilters !== null}
          onChange={(event) => change({ alertFilters: event.target.checked ? {} : null })}
        />
        {alertFilters !== null && (
          <>
            <fieldset className="grid gap-2">
              <legend className="mb-1.5 font-medium text-sm">{t("severities")}</legend>
              {severities.map(({ value, name }) => (
                <Checkbox
                  key={value}
                  label={severityName(name)}
                  checked={alerts.severities.includes(value)}
                  onChange={(event) =>
                    changeAlerts({
                      severities: event.target.checked
                        ? [...alerts.severities, value]
                        : alerts.severities.filter((known) => known !== value),
                    })
                  }
                />
              ))}
            </fieldset>
            <AppField label={t("alertApp")} value={alerts.app} apps={apps} onChange={(app) => changeAlerts({ app })} />
          </>
        )}
      </fieldset>
      <fieldset className="grid gap-3 rounded-md border p-4">
        <legend className="sr-only">{t("activities")}</legend>
        <Checkbox
          label={t("activities")}
          checked={activityFilters !== null}
          onChange={(event) => change({ activityFilters: event.target.checked ? {} : null })}
        />
        {activityFilters !== null && (
          <>
            <AppField
              label={t("activityApp")}
              value={activities.app}
              apps={apps}
              onChange={(app) => changeActivities({ app })}
            />
            <Field label={t("userName")} hint={t("userNameHint")}>
              {(control) => (
                <Input
                  {...control}
                  value={activities.userName}
                  spellCheck={false}
                  onChange={(event) => changeActivities({ userName: event.target.value })}
                />
              )}
            </Field>
            <Field label={t("action")} hint={t("actionHint")}>
              {(control) => (
                <Input
                  {...control}
                  value={activities.action}
                  spellCheck={false}
                  onChange={(event) => changeActivities({ action: event.target.value })}
                />
              )}
            </Field>
          </>
        )}
      </fieldset>
      {isNew && <RecoveryFields {...fields} />}
      <SelectionPreviewPanel input={{ alertFilters, activityFilters }} preview={preview} />
    </>
  );
}

type AppFieldProps = { label: string; value: string; apps: AppChoice[]; onChange: (app: string) => void };

function AppField({ label, value, apps, onChange }: AppFieldProps) {
  const t = useTranslations("siemAgents.selection");
  return (
    <Field label={label}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t("allApps")}</option>
          {apps.map(({ id, name }) => (
            <option key={id} value={String(id)}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
