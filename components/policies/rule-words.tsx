"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { AppCategory } from "@/lib/domain/discovery-app";
import type { AppChoice } from "@/lib/domain/list-view";
import {
  type NewAppRule,
  type PolicyRule,
  type UnusualUploadRule,
  unusualUploadHistory,
} from "@/lib/domain/policy-rule";
import { FilterWords } from "./filter-words";

/** The names that a rule's numbers and ids stand for. */
export type RuleNames = { apps: AppChoice[]; categories: AppCategory[] };

/** What a rule finds, in words. */
export function RuleWords({ rule, names }: { rule: PolicyRule | null; names: RuleNames }) {
  const t = useTranslations("policies.words");
  const categoryName = useTranslations("alerts.categories");
  if (rule === null) return <p className="text-muted-foreground">{t("elsewhere")}</p>;
  switch (rule.kind) {
    case "activity":
      return (
        <div className="grid gap-2">
          <p>{t("activity")}</p>
          <FilterWords filters={rule.filters} apps={names.apps} />
          {rule.repetition !== null && <p>{t("repetition", rule.repetition)}</p>}
          <p className="text-muted-foreground">{t("category", { category: categoryName(rule.category) })}</p>
        </div>
      );
    case "new-app":
      return <NewAppWords rule={rule} categories={names.categories} />;
    case "unusual-upload":
      return <UploadWords rule={rule} />;
  }
}

function NewAppWords({ rule, categories }: { rule: NewAppRule; categories: AppCategory[] }) {
  const t = useTranslations("policies.words");
  const format = useFormatter();
  const categoryName = useCategoryName(categories);
  const { maximumScore, includesUnscored, minimumMegabytes, minimumUsers, onlyUnsanctioned } = rule;
  const lines = [
    t(onlyUnsanctioned ? "unsanctioned" : "notSanctioned"),
    maximumScore === null ? null : t(includesUnscored ? "scoreOrNone" : "score", { score: maximumScore }),
    rule.categories.length === 0
      ? null
      : t("appCategories", { names: format.list(rule.categories.map(categoryName), { type: "disjunction" }) }),
    minimumMegabytes === null ? null : t("megabytes", { count: minimumMegabytes }),
    minimumUsers === null ? null : t("users", { count: minimumUsers }),
  ].filter((line) => line !== null);
  return (
    <div className="grid gap-2">
      <p>{t("newApp")}</p>
      <ul className="grid list-disc gap-1 pl-5">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

function UploadWords({ rule }: { rule: UnusualUploadRule }) {
  const t = useTranslations("policies.words");
  const { subject, factor, minimumMegabytes } = rule;
  const { days, daysWithTrafficMinimum } = unusualUploadHistory;
  return (
    <div className="grid gap-2">
      <p>{t(subject === "user" ? "userUpload" : "appUpload", { factor, count: minimumMegabytes })}</p>
      <p className="text-muted-foreground">{t("history", { days, least: daysWithTrafficMinimum })}</p>
    </div>
  );
}

/** The name of an app category in the reader's language. */
export function useCategoryName(categories: readonly AppCategory[]): (id: string) => string {
  const locale = useLocale();
  return (id) => {
    const found = categories.find((category) => category.id === id);
    if (found === undefined) return id;
    return locale === "zh-TW" ? found.zhTw : found.en;
  };
}
