import type { ActivityRule, PolicyActivityField } from "@/lib/domain/policy-rule";

type Filters = ActivityRule["filters"];
type Operand = Filters[string][string];

/** The filters that the form has a field for: each with one operator, and one value or a list in one line of text. */
const formFilters = [
  { name: "app", field: "service", operator: "eq", isList: false },
  { name: "action", field: "actionType", operator: "contains", isList: true },
  { name: "users", field: "user.username", operator: "eq", isList: true },
  { name: "countries", field: "location.country", operator: "eq", isList: true },
  { name: "ipCategory", field: "ip.category", operator: "eq", isList: false },
  { name: "device", field: "device.type", operator: "eq", isList: false },
  { name: "administrative", field: "activity.type", operator: "eq", isList: false },
] as const satisfies { name: string; field: PolicyActivityField; operator: string; isList: boolean }[];
export type FormFilterName = (typeof formFilters)[number]["name"];

export type FormFilters = {
  /** What the fields hold; empty for no filter. */
  values: Record<FormFilterName, string>;
  /** What no field can show: it stays as it is. */
  kept: Filters;
};

/** A rule's filters, parted into what the form's fields can show and what they cannot. */
export function formFiltersOf(filters: Filters): FormFilters {
  const values = { app: "", action: "", users: "", countries: "", ipCategory: "", device: "", administrative: "" };
  const kept = structuredClone(filters);
  for (const { name, field, operator, isList } of formFilters) {
    const text = fieldText(filters[field]?.[operator], isList);
    if (text === null) continue;
    values[name] = text;
    delete kept[field]?.[operator];
    if (Object.keys(kept[field] ?? {}).length === 0) delete kept[field];
  }
  return { values, kept };
}

/** The filters that the fields ask for, beside those that they cannot show. */
export function filtersOf({ values, kept }: FormFilters): Filters {
  const filters = structuredClone(kept);
  for (const { name, field, operator, isList } of formFilters) {
    const texts = isList ? values[name].split(",") : [values[name]];
    const operands = texts.map((text) => text.trim()).filter((text) => text !== "");
    if (operands.length === 0) continue;
    filters[field] = { ...filters[field], [operator]: name === "countries" ? operands.map(upper) : operands };
  }
  return filters;
}

/** Null for what a line of text cannot hold. */
function fieldText(operand: Operand | undefined, isList: boolean): string | null {
  if (operand === undefined) return null;
  const values = Array.isArray(operand) ? operand : [operand];
  const texts = values.map((value) => (typeof value === "object" ? null : String(value)));
  if (!isList && texts.length !== 1) return null;
  return texts.some((text) => text === null || text.includes(",")) ? null : texts.join(", ");
}

function upper(text: string): string {
  return text.toUpperCase();
}
