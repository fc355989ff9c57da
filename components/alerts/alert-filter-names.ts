import type { HrefChanges } from "@/components/data-table/href-with";

/** The query parameters that narrow the alerts. */
export const alertFilterNames = ["search", "severity", "category", "app", "policy", "from", "to"] as const;

/** The change of address that shows everything of the same status again. */
export const clearedAlertFilters: HrefChanges = Object.fromEntries(alertFilterNames.map((name) => [name, null]));
