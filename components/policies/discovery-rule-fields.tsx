"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { AppCategory } from "@/lib/domain/discovery-app";
import type { NewAppRule, UnusualUploadRule } from "@/lib/domain/policy-rule";
import { useCategoryName } from "./rule-words";

type FieldErrors = { errorOf: (field: string) => string | null };
const uploadDefault = { subject: "user", factor: 5, minimumMegabytes: 100 } as const;

type NewAppFieldsProps = FieldErrors & {
  /** Null for a new policy. */
  rule: NewAppRule | null;
  categories: AppCategory[];
};

/** What an app must be like. */
export function NewAppFields({ rule, categories, errorOf }: NewAppFieldsProps) {
  const t = useTranslations("policies.form");
  const categoryName = useCategoryName(categories);
  return (
    <>
      <p className="text-muted-foreground text-sm">{t("newAppHint")}</p>
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <OptionalNumber name="rule.maximumScore" value={rule?.maximumScore} min={0} max={10} errorOf={errorOf} />
        <OptionalNumber name="rule.minimumMegabytes" value={rule?.minimumMegabytes} min={1} errorOf={errorOf} />
        <OptionalNumber name="rule.minimumUsers" value={rule?.minimumUsers} min={1} errorOf={errorOf} />
      </div>
      <Checkbox
        name="rule.includesUnscored"
        label={t("includesUnscored")}
        defaultChecked={rule?.includesUnscored ?? true}
      />
      <Checkbox
        name="rule.onlyUnsanctioned"
        label={t("onlyUnsanctioned")}
        defaultChecked={rule?.onlyUnsanctioned ?? false}
      />
      <details className="rounded-md border p-3" open={(rule?.categories.length ?? 0) > 0}>
        <summary className="cursor-pointer font-medium text-sm">{t("categories")}</summary>
        <fieldset className="mt-3 grid gap-2 sm:grid-cols-2">
          <legend className="sr-only">{t("categories")}</legend>
          {categories.map(({ id }) => (
            <Checkbox
              key={id}
              name="rule.categories"
              value={id}
              label={categoryName(id)}
              defaultChecked={rule?.categories.includes(id) ?? false}
            />
          ))}
        </fieldset>
      </details>
    </>
  );
}

type OptionalNumberProps = FieldErrors & {
  name: "rule.maximumScore" | "rule.minimumMegabytes" | "rule.minimumUsers";
  value: number | null | undefined;
  min: number;
  max?: number;
};

function OptionalNumber({ name, value, min, max, errorOf }: OptionalNumberProps) {
  const t = useTranslations("policies.form");
  const labels = {
    "rule.maximumScore": t("maximumScore"),
    "rule.minimumMegabytes": t("minimumMegabytes"),
    "rule.minimumUsers": t("minimumUsers"),
  };
  return (
    <Field label={labels[name]} error={errorOf(name)} hint={t("anyWhenEmpty")}>
      {(control) => <Input {...control} name={name} type="number" min={min} max={max} defaultValue={value ?? ""} />}
    </Field>
  );
}

type UploadFieldsProps = FieldErrors & {
  /** Null for a new policy. */
  rule: UnusualUploadRule | null;
};

/** How large an upload must be, and against what. */
export function UploadFields({ rule, errorOf }: UploadFieldsProps) {
  const t = useTranslations("policies.form");
  const { subject, factor, minimumMegabytes } = rule ?? uploadDefault;
  return (
    <>
      <p className="text-muted-foreground text-sm">{t("uploadHint")}</p>
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <Field label={t("subject")}>
          {(control) => (
            <Select {...control} name="rule.subject" defaultValue={subject}>
              <option value="user">{t("subjects.user")}</option>
              <option value="app">{t("subjects.app")}</option>
            </Select>
          )}
        </Field>
        <Field label={t("factor")} error={errorOf("rule.factor")}>
          {(control) => (
            <Input {...control} name="rule.factor" type="number" min={2} max={1000} defaultValue={factor} />
          )}
        </Field>
        <Field label={t("minimumMegabytes")} error={errorOf("rule.minimumMegabytes")}>
          {(control) => (
            <Input {...control} name="rule.minimumMegabytes" type="number" min={1} defaultValue={minimumMegabytes} />
          )}
        </Field>
      </div>
    </>
  );
}
