import type { HrefChanges } from "@/components/data-table/href-with";

/** The query parameters that narrow the policies. */
export const policyFilterNames = ["search", "type", "severity", "status"] as const;

/** The change of address that shows all policies again. */
export const clearedPolicyFilters: HrefChanges = Object.fromEntries(policyFilterNames.map((name) => [name, null]));
