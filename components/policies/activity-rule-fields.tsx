"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { AppOptions } from "@/components/data-table/app-options";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { ipCategoryNameOf } from "@/lib/domain/activity-view";
import { categoryNames } from "@/lib/domain/alert-view";
import type { AppChoice } from "@/lib/domain/list-view";
import type { ActivityRule } from "@/lib/domain/policy-rule";
import { formFiltersOf } from "./activity-filter-fields";
import { FilterWords } from "./filter-words";

const ipCategoryNumbers = [1, 2, 3, 4, 5, 6];
const devices = ["DESKTOP", "MOBILE", "TABLET", "OTHER"] as const;
const repetitionDefault = { activities: 10, minutes: 15 };

type ActivityRuleFieldsProps = {
  /** Null for a new policy. */
  rule: ActivityRule | null;
  apps: AppChoice[];
  errorOf: (field: string) => string | null;
};

/** What an activity must be like, and how often it must happen. */
export function ActivityRuleFields({ rule, apps, errorOf }: ActivityRuleFieldsProps) {
  const t = useTranslations("policies.form");
  const { values, kept } = formFiltersOf(rule?.filters ?? {});
  return (
    <>
      <p className="text-muted-foreground text-sm">{t("filtersHint")}</p>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <ChoiceFields values={values} apps={apps} />
        <Field label={t("action")} hint={t("actionHint")}>
          {(control) => <Input {...control} name="action" defaultValue={values.action} autoComplete="off" />}
        </Field>
        <Field label={t("users")} hint={t("listHint")}>
          {(control) => <Input {...control} name="users" defaultValue={values.users} autoComplete="off" />}
        </Field>
        <Field label={t("countries")} hint={t("countriesHint")}>
          {(control) => <Input {...control} name="countries" defaultValue={values.countries} autoComplete="off" />}
        </Field>
      </div>
      {Object.keys(kept).length > 0 && (
        <div className="grid gap-1 text-sm">
          <p className="font-medium">{t("kept")}</p>
          <FilterWords filters={kept} apps={apps} />
        </div>
      )}
      <RepetitionFields repetition={rule?.repetition ?? null} errorOf={errorOf} />
      <CategoryField category={rule?.category ?? "threat-detection"} />
    </>
  );
}

function ChoiceFields({ values, apps }: { values: Record<string, string>; apps: AppChoice[] }) {
  const t = useTranslations("policies.form");
  const activities = useTranslations("activities");
  const app = values.app ? Number(values.app) : null;
  return (
    <>
      <Field label={activities("filters.app")}>
        {(control) => (
          <Select {...control} name="app" defaultValue={app ?? ""}>
            <AppOptions
              apps={apps}
              chosen={app}
              any={activities("filters.anyApp")}
              unknown={(id) => activities("filters.unknownApp", { id: String(id) })}
            />
          </Select>
        )}
      </Field>
      <Field label={t("ipCategory")}>
        {(control) => (
          <Select {...control} name="ipCategory" defaultValue={values.ipCategory}>
            <option value="">{t("any")}</option>
            {ipCategoryNumbers.map((number) => (
              <option key={number} value={number}>
                {activities(`ipCategories.${ipCategoryNameOf(number) ?? "OTHER"}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("device")}>
        {(control) => (
          <Select {...control} name="device" defaultValue={values.device}>
            <option value="">{t("any")}</option>
            {devices.map((name) => (
              <option key={name} value={name}>
                {activities(`devices.${name}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("administrative")}>
        {(control) => (
          <Select {...control} name="administrative" defaultValue={values.administrative}>
            <option value="">{t("any")}</option>
            <option value="true">{t("onlyAdministrative")}</option>
            <option value="false">{t("onlyRegular")}</option>
          </Select>
        )}
      </Field>
    </>
  );
}

type RepetitionFieldsProps = Pick<ActivityRuleFieldsProps, "errorOf"> & { repetition: ActivityRule["repetition"] };

function RepetitionFields({ repetition, errorOf }: RepetitionFieldsProps) {
  const t = useTranslations("policies.form");
  const [repeats, setRepeats] = useState(repetition !== null);
  const { activities, minutes } = repetition ?? repetitionDefault;
  return (
    <div className="grid gap-4">
      <Checkbox
        name="repeats"
        label={t("repeats")}
        hint={t("repeatsHint")}
        checked={repeats}
        onChange={(event) => setRepeats(event.target.checked)}
      />
      {repeats && (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Field label={t("repetitionActivities")} error={errorOf("rule.repetition.activities")}>
            {(control) => (
              <Input
                {...control}
                name="rule.repetition.activities"
                type="number"
                min={2}
                max={1000}
                defaultValue={activities}
              />
            )}
          </Field>
          <Field label={t("repetitionMinutes")} error={errorOf("rule.repetition.minutes")}>
            {(control) => (
              <Input
                {...control}
                name="rule.repetition.minutes"
                type="number"
                min={1}
                max={1440}
                defaultValue={minutes}
              />
            )}
          </Field>
        </div>
      )}
    </div>
  );
}

function CategoryField({ category }: { category: ActivityRule["category"] }) {
  const t = useTranslations("policies.form");
  const categoryName = useTranslations("alerts.categories");
  return (
    <Field label={t("category")} className="sm:max-w-80">
      {(control) => (
        <Select {...control} name="rule.category" defaultValue={category}>
          {categoryNames.map((name) => (
            <option key={name} value={name}>
              {categoryName(name)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
