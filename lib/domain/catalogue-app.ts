import type { CatalogApp } from "./discovery-app";
import type { AppTag } from "./discovery-tag";
import type { ListSettings } from "./list-query";

/** An app of the catalogue with what is known of it and what the tenant says about it. */
export type CatalogueApp = CatalogApp & {
  /** 0 to 10; null while no fact about the app has been checked. */
  score: number | null;
  /** How many risk factors have a value. */
  knownFactors: number;
  tags: AppTag[];
};

export const catalogueAppList = {
  filters: {
    appId: { type: "integer", operators: ["eq", "neq"], meaning: "apps, by their ids" },
    name: { type: "string", operators: ["eq", "contains", "startswith"], meaning: "the app's name" },
    vendor: { type: "string", operators: ["eq", "contains", "startswith"], meaning: "the app's vendor" },
    category: { type: "string", operators: ["eq", "neq"], meaning: "category ids" },
    domain: { type: "string", operators: ["eq", "contains", "endswith"], meaning: "the app's domains" },
    tag: {
      type: "string",
      operators: ["eq", "neq"],
      values: ["Sanctioned", "Unsanctioned", "Monitored", "None"],
      meaning: "what the tenant says about the app; None: nothing",
    },
    score: { type: "integer", operators: ["eq", "gt", "gte", "lt", "lte"], meaning: "risk score, 0 to 10" },
  },
  sortFields: ["name", "score"],
  scannable: false,
} as const satisfies ListSettings;

export type CatalogueAppFilter = keyof typeof catalogueAppList.filters;
export type CatalogueAppSort = (typeof catalogueAppList.sortFields)[number];
