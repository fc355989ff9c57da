"use client";

import { useTranslations } from "next-intl";
import { AppOptions } from "@/components/data-table/app-options";
import { FilterForm } from "@/components/data-table/filter-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type ActivityView, isNarrowed } from "@/lib/domain/activity-view";
import type { AppChoice } from "@/lib/domain/list-view";
import { activityFilterNames, clearedActivityFilters } from "./activity-filter-names";

/** Narrows the activity log by changing the address. */
export function ActivityFilters({ view, apps }: { view: ActivityView; apps: AppChoice[] }) {
  const t = useTranslations("activities.filters");
  return (
    <FilterForm
      label={t("label")}
      names={activityFilterNames}
      viewKey={JSON.stringify(activityFilterNames.map((name) => view[name]))}
      cleared={isNarrowed(view) ? clearedActivityFilters : null}
    >
      <Field label={t("search")} className="col-span-2">
        {(control) => <Input {...control} type="search" name="search" defaultValue={view.search} maxLength={256} />}
      </Field>
      <Field label={t("user")}>
        {(control) => <Input {...control} name="user" defaultValue={view.user} maxLength={256} />}
      </Field>
      <Field label={t("app")}>
        {(control) => (
          <Select {...control} name="app" defaultValue={view.app ?? ""}>
            <AppOptions
              apps={apps}
              chosen={view.app}
              any={t("anyApp")}
              unknown={(id) => t("unknownApp", { id: String(id) })}
            />
          </Select>
        )}
      </Field>
      <Field label={t("action")}>
        {(control) => <Input {...control} name="action" defaultValue={view.action} maxLength={256} />}
      </Field>
      <Field label={t("ip")}>
        {(control) => <Input {...control} name="ip" defaultValue={view.ip} maxLength={256} />}
      </Field>
      <Field label={t("from")}>
        {(control) => <Input {...control} type="date" name="from" defaultValue={view.from ?? ""} />}
      </Field>
      <Field label={t("to")}>
        {(control) => <Input {...control} type="date" name="to" defaultValue={view.to ?? ""} />}
      </Field>
    </FilterForm>
  );
}
