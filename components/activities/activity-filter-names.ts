import type { HrefChanges } from "@/components/data-table/href-with";

/** The query parameters that narrow the activity log. */
export const activityFilterNames = ["search", "app", "user", "action", "ip", "from", "to"] as const;

/** The change of address that shows everything again. */
export const clearedActivityFilters: HrefChanges = Object.fromEntries(activityFilterNames.map((name) => [name, null]));
