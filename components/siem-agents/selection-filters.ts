/** The part of the filter language that the wizard offers, as its form sees it. Empty text and no choice keep everything. */
export type AlertSelection = { severities: number[]; app: string };
export type ActivitySelection = { app: string; userName: string; action: string };

type Filters = Record<string, unknown>;

export function alertSelectionOf(filters: Filters): AlertSelection {
  return { severities: listOf(filters, "severity").map(Number), app: firstOf(filters, "entity.service", "eq") };
}

export function alertFiltersOf({ severities, app }: AlertSelection): Filters {
  return {
    ...(severities.length > 0 && { severity: { eq: severities } }),
    ...(app !== "" && { "entity.service": { eq: [Number(app)] } }),
  };
}

export function activitySelectionOf(filters: Filters): ActivitySelection {
  return {
    app: firstOf(filters, "service", "eq"),
    userName: firstOf(filters, "user.username", "startswith"),
    action: firstOf(filters, "actionType", "contains"),
  };
}

export function activityFiltersOf({ app, userName, action }: ActivitySelection): Filters {
  return {
    ...(app !== "" && { service: { eq: [Number(app)] } }),
    ...(userName.trim() !== "" && { "user.username": { startswith: [userName.trim()] } }),
    ...(action.trim() !== "" && { actionType: { contains: [action.trim()] } }),
  };
}

function listOf(filters: Filters, field: string, operator = "eq"): unknown[] {
  const test = filters[field];
  if (typeof test !== "object" || test === null) return [];
  const operand: unknown = Object.entries(test).find(([name]) => name === operator)?.[1];
  return Array.isArray(operand) ? operand : operand === undefined ? [] : [operand];
}

function firstOf(filters: Filters, field: string, operator: string): string {
  const [value] = listOf(filters, field, operator);
  return value === undefined ? "" : String(value);
}
