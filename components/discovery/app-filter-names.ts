import type { HrefChanges } from "@/components/data-table/href-with";

/** The query parameters that narrow the apps. */
export const appFilterNames = ["search", "category", "tag", "rating", "scoreFrom", "scoreTo"] as const;

/** The change of address that shows every app of the report again. */
export const clearedAppFilters: HrefChanges = Object.fromEntries(appFilterNames.map((name) => [name, null]));
