import type { ListSettings } from "./list-query";

const equality = ["eq", "neq"] as const;

export const ipRangeList = {
  filters: {
    category: {
      type: "integer",
      operators: equality,
      values: [1, 2, 3, 4, 5, 6],
      meaning: "1 corporate, 2 administrative, 3 risky, 4 VPN, 5 cloud provider, 6 other",
    },
    tags: { type: "string", operators: equality, meaning: "ids of the range's tags" },
    builtIn: {
      type: "boolean",
      operators: ["eq"],
      meaning: "whether it came with the product; every range here is the tenant's own",
    },
  },
  sortFields: ["name", "category", "tags"],
  scannable: true,
} as const satisfies ListSettings;

export type IpRangeFilter = keyof typeof ipRangeList.filters;
export type IpRangeSort = (typeof ipRangeList.sortFields)[number];
