import type { ListSettings } from "./list-query";
import { policyTypes } from "./policy";

const equality = ["eq", "neq"] as const;

export const policyList = {
  filters: {
    type: { type: "string", operators: equality, values: policyTypes, meaning: "what it watches" },
    id: { type: "string", operators: equality, aliases: ["_id"], meaning: "one policy" },
    name: { type: "string", operators: [...equality, "contains"], meaning: "its name" },
    severity: {
      type: "integer",
      operators: equality,
      values: [0, 1, 2],
      meaning: "of its alerts: 0 low, 1 medium, 2 high",
    },
    enabled: { type: "boolean", operators: ["eq"], meaning: "whether it is switched on" },
  },
  sortFields: ["lastModified", "name", "severity"],
  scannable: false,
} as const satisfies ListSettings;

export type PolicyFilter = keyof typeof policyList.filters;
export type PolicySort = (typeof policyList.sortFields)[number];
