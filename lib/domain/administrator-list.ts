import type { ListSettings } from "./list-query";

/** The list of people as older clients ask for it: by pages, in the order of their addresses. */
export const administratorList = {
  filters: {},
  sortFields: ["username"],
  scannable: false,
} as const satisfies ListSettings;
