import type { HrefChanges } from "@/components/data-table/href-with";

/** The query parameters that narrow the audit log. */
export const auditFilterNames = ["search", "action", "actor", "target", "from", "to"] as const;

/** The change of address that shows everything again. */
export const clearedFilters: HrefChanges = Object.fromEntries(auditFilterNames.map((name) => [name, null]));
