import { categoryNames } from "@/lib/domain/alert-view";
import type { CreatePolicyForm } from "@/lib/domain/policy-input";
import type { PolicyRuleKind } from "@/lib/domain/policy-rule";
import { type FormFilters, filtersOf } from "./activity-filter-fields";

/** A rule as a form fills it in; the server checks it. */
export type RuleForm = CreatePolicyForm["rule"];

/** What the fields of a kind say. Numbers that were left out, or are none, are refused where the rule needs them. */
export function ruleOf(kind: PolicyRuleKind, data: FormData, kept: FormFilters["kept"]): RuleForm {
  switch (kind) {
    case "activity":
      return {
        kind,
        filters: filtersOf({ values: filterValues(data), kept }),
        repetition:
          data.get("repeats") === null
            ? null
            : {
                activities: numberOf(data, "rule.repetition.activities"),
                minutes: numberOf(data, "rule.repetition.minutes"),
              },
        category: categoryNames.find((name) => name === textOf(data, "rule.category")) ?? "threat-detection",
      };
    case "new-app":
      return {
        kind,
        maximumScore: optionalNumber(data, "rule.maximumScore"),
        includesUnscored: data.get("rule.includesUnscored") !== null,
        categories: data.getAll("rule.categories").map(String),
        minimumMegabytes: optionalNumber(data, "rule.minimumMegabytes"),
        minimumUsers: optionalNumber(data, "rule.minimumUsers"),
        onlyUnsanctioned: data.get("rule.onlyUnsanctioned") !== null,
      };
    case "unusual-upload":
      return {
        kind,
        subject: textOf(data, "rule.subject") === "app" ? "app" : "user",
        factor: numberOf(data, "rule.factor"),
        minimumMegabytes: numberOf(data, "rule.minimumMegabytes"),
      };
  }
}

function filterValues(data: FormData): FormFilters["values"] {
  return {
    app: textOf(data, "app"),
    action: textOf(data, "action"),
    users: textOf(data, "users"),
    countries: textOf(data, "countries"),
    ipCategory: textOf(data, "ipCategory"),
    device: textOf(data, "device"),
    administrative: textOf(data, "administrative"),
  };
}

function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
}

function numberOf(data: FormData, name: string): number {
  const text = textOf(data, name).trim();
  return text === "" ? Number.NaN : Number(text);
}

function optionalNumber(data: FormData, name: string): number | null {
  return textOf(data, name).trim() === "" ? null : numberOf(data, name);
}
