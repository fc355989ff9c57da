"use client";

import { useTranslations } from "next-intl";
import { AppOptions } from "@/components/data-table/app-options";
import { FilterForm } from "@/components/data-table/filter-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type AlertView, categoryNames, isNarrowed, openness, severityNames } from "@/lib/domain/alert-view";
import type { AppChoice } from "@/lib/domain/list-view";
import { alertFilterNames, clearedAlertFilters } from "./alert-filter-names";

const names = ["status", ...alertFilterNames];

type AlertFiltersProps = {
  view: AlertView;
  apps: AppChoice[];
  /** Of the policy in the view; null where there is none, or none any more. */
  policyName: string | null;
};

/** Narrows the alerts by changing the address. */
export function AlertFilters({ view, apps, policyName }: AlertFiltersProps) {
  const t = useTranslations("alerts");
  const { status, severity, category, app, policy, search, from, to } = view;
  return (
    <FilterForm
      label={t("filters.label")}
      names={names}
      viewKey={JSON.stringify([status, severity, category, app, policy, search, from, to])}
      cleared={isNarrowed(view) ? clearedAlertFilters : null}
      defaults={{ status: "open" }}
    >
      <Field label={t("filters.search")} className="col-span-2">
        {(control) => <Input {...control} type="search" name="search" defaultValue={search} maxLength={256} />}
      </Field>
      <Field label={t("filters.status")}>
        {(control) => (
          <Select {...control} name="status" defaultValue={status}>
            {openness.map((name) => (
              <option key={name} value={name}>
                {t(`openness.${name}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("filters.severity")}>
        {(control) => (
          <Select {...control} name="severity" defaultValue={severity ?? ""}>
            <option value="">{t("filters.anySeverity")}</option>
            {severityNames.map((name) => (
              <option key={name} value={name}>
                {t(`severities.${name}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("filters.category")}>
        {(control) => (
          <Select {...control} name="category" defaultValue={category ?? ""}>
            <option value="">{t("filters.anyCategory")}</option>
            {categoryNames.map((name) => (
              <option key={name} value={name}>
                {t(`categories.${name}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("filters.app")}>
        {(control) => (
          <Select {...control} name="app" defaultValue={app ?? ""}>
            <AppOptions
              apps={apps}
              chosen={app}
              any={t("filters.anyApp")}
              unknown={(id) => t("filters.unknownApp", { id: String(id) })}
            />
          </Select>
        )}
      </Field>
      {policy !== null && (
        <Field label={t("filters.policy")}>
          {(control) => (
            <Select {...control} name="policy" defaultValue={policy}>
              <option value="">{t("filters.anyPolicy")}</option>
              <option value={policy}>{policyName ?? policy}</option>
            </Select>
          )}
        </Field>
      )}
      <Field label={t("filters.from")}>
        {(control) => <Input {...control} type="date" name="from" defaultValue={from ?? ""} />}
      </Field>
      <Field label={t("filters.to")}>
        {(control) => <Input {...control} type="date" name="to" defaultValue={to ?? ""} />}
      </Field>
    </FilterForm>
  );
}
