"use client";

import { useFormatter, useTranslations } from "next-intl";
import { deviceTypeOf } from "@/components/activities/device-type";
import { useCountryName } from "@/components/activities/use-country-name";
import { ipCategoryNameOf, sourceNameOf } from "@/lib/domain/activity-view";
import type { Operator } from "@/lib/domain/filter";
import type { AppChoice } from "@/lib/domain/list-view";
import { type ActivityRule, type PolicyActivityField, policyActivityFilters } from "@/lib/domain/policy-rule";

/** Names of the fields in the message catalogue, where a dot would mean another level. */
const fieldKeys = {
  service: "service",
  instance: "instance",
  "user.orgUnit": "orgUnit",
  "user.username": "userName",
  "user.tags": "userTags",
  "user.domain": "userDomain",
  entity: "entity",
  actionType: "actionType",
  "activity.eventActionType": "eventType",
  "activity.impersonated": "impersonated",
  "activity.type": "administrative",
  "activity.takenAction": "takenAction",
  activityObject: "object",
  "device.type": "deviceType",
  "device.tags": "deviceTags",
  "userAgent.userAgent": "userAgent",
  "userAgent.tags": "userAgentTags",
  "location.country": "country",
  "location.organizations": "network",
  "ip.address": "ip",
  "ip.category": "ipCategory",
  "ip.tags": "ipTags",
  fileSelector: "fileOrFolder",
  fileId: "file",
  text: "text",
  source: "source",
} as const satisfies Record<PolicyActivityField, string>;

const operatorKeys = ["eq", "neq", "contains", "ncontains", "startswith", "doesnotstartwith", "endswith"] as const;

type FilterWordsProps = {
  filters: ActivityRule["filters"];
  /** The apps of which the names are known. */
  apps: AppChoice[];
};

/** What a rule's filters ask for, in the reader's words. */
export function FilterWords({ filters, apps }: FilterWordsProps) {
  const t = useTranslations("policies.words");
  const format = useFormatter();
  const valueText = useValueText(apps);
  const lines = Object.entries(filters).flatMap(([name, tests]) =>
    Object.entries(tests).map(([operator, operand]) => {
      const field = fieldNamed(name);
      const values = (Array.isArray(operand) ? operand : [operand]).map((value) => valueText(field, value));
      const what = field === null ? name : t(`fields.${fieldKeys[field]}`);
      return { key: `${name} ${operator}`, what, how: operatorText(operator, t), values };
    }),
  );
  return (
    <ul className="grid list-disc gap-1 pl-5">
      {lines.map(({ key, what, how, values }) => (
        <li key={key} className="break-words">
          {what} {how.text}
          {how.hasValues && <span className="font-medium"> {format.list(values, { type: "disjunction" })}</span>}
        </li>
      ))}
    </ul>
  );
}

function operatorText(
  operator: string,
  t: ReturnType<typeof useTranslations<"policies.words">>,
): { text: string; hasValues: boolean } {
  if (operator === "isset" || operator === "isnotset") return { text: t(`operators.${operator}`), hasValues: false };
  if (operator === "startswithsingle") return { text: t("operators.startswith"), hasValues: true };
  if (operator === "text") return { text: t("operators.text"), hasValues: true };
  const known = operatorKeys.find((key): key is (typeof operatorKeys)[number] & Operator => key === operator);
  return { text: known === undefined ? operator : t(`operators.${known}`), hasValues: true };
}

/** A value as people know it. */
function useValueText(apps: AppChoice[]): (field: PolicyActivityField | null, value: unknown) => string {
  const t = useTranslations("policies.words");
  const activities = useTranslations("activities");
  const countryName = useCountryName();
  return (field, value) => {
    if (value === null) return t("none");
    const text = typeof value === "object" ? JSON.stringify(value) : String(value);
    switch (field) {
      case "service":
        return apps.find(({ id }) => String(id) === text)?.name ?? t("appNumber", { id: text });
      case "location.country":
        return countryName(text);
      case "ip.category": {
        const category = ipCategoryNameOf(Number(text));
        return category === null ? text : activities(`ipCategories.${category}`);
      }
      case "device.type": {
        const device = deviceTypeOf(text);
        return device === null ? text : activities(`devices.${device}`);
      }
      case "source": {
        const source = sourceNameOf(Number(text.replace(/^t:/, "")));
        return source === null ? text : activities(`sources.${source}`);
      }
      case "activity.type":
      case "activity.impersonated":
        return activities(text === "true" ? "yes" : "no");
      default:
        return text;
    }
  };
}

function fieldNamed(name: string): PolicyActivityField | null {
  const known = Object.keys(policyActivityFilters).find((key): key is PolicyActivityField => key === name);
  return known ?? null;
}
