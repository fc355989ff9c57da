"use client";

import { useTranslations } from "next-intl";
import { FilterForm } from "@/components/data-table/filter-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { policyTypes } from "@/lib/domain/policy";
import { isNarrowed, type PolicyView, policySeverities, policyStatuses } from "@/lib/domain/policy-view";
import { clearedPolicyFilters, policyFilterNames } from "./policy-filter-names";

/** Narrows the policies by changing the address. */
export function PolicyFilters({ view }: { view: PolicyView }) {
  const t = useTranslations("policies");
  const severityName = useTranslations("alerts.severities");
  const { type, severity, status, search } = view;
  return (
    <FilterForm
      label={t("filters.label")}
      names={policyFilterNames}
      viewKey={JSON.stringify([type, severity, status, search])}
      cleared={isNarrowed(view) ? clearedPolicyFilters : null}
    >
      <Field label={t("filters.search")} className="max-lg:col-span-2">
        {(control) => <Input {...control} type="search" name="search" defaultValue={search} maxLength={256} />}
      </Field>
      <Field label={t("filters.type")} className="max-lg:col-span-2">
        {(control) => (
          <Select {...control} name="type" defaultValue={type ?? ""}>
            <option value="">{t("filters.anyType")}</option>
            {policyTypes.map((name) => (
              <option key={name} value={name}>
                {t(`types.${name}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("filters.severity")}>
        {(control) => (
          <Select {...control} name="severity" defaultValue={severity ?? ""}>
            <option value="">{t("filters.anySeverity")}</option>
            {policySeverities.map((name) => (
              <option key={name} value={name}>
                {severityName(name)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("filters.status")}>
        {(control) => (
          <Select {...control} name="status" defaultValue={status ?? ""}>
            <option value="">{t("filters.anyStatus")}</option>
            {policyStatuses.map((name) => (
              <option key={name} value={name}>
                {t(`statuses.${name}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </FilterForm>
  );
}
