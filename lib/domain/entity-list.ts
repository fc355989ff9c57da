import type { ListSettings } from "./list-query";

const existence = ["isset", "isnotset"] as const;
const equality = ["eq", "neq"] as const;

export const entityList = {
  filters: {
    type: {
      type: "string",
      operators: equality,
      values: ["user", "account", "1", "2"],
      meaning: "user (also 1) or account (also 2)",
    },
    isAdmin: { type: "boolean", operators: ["eq"], meaning: "whether it administrates its app" },
    entity: { type: "entity", operators: equality, meaning: "one entity; a user also brings its accounts" },
    userGroups: { type: "string", operators: equality, meaning: "ids of groups that it is in" },
    app: { type: "integer", operators: equality, meaning: "the account's app, by its id" },
    instance: { type: "instance", operators: equality, meaning: "the app's instance, or [app id, instance]" },
    isExternal: {
      type: "boolean",
      operators: ["eq"],
      nullable: true,
      meaning: "true external, false internal, null for unknown",
    },
    domain: { type: "string", operators: [...equality, ...existence], meaning: "the domain" },
    organization: { type: "string", operators: [...equality, ...existence], meaning: "the organizational unit" },
    status: {
      type: "integer",
      operators: equality,
      values: [0, 1, 2, 3, 4],
      meaning: "0 unknown, 1 staged, 2 active, 3 suspended, 4 deleted",
    },
  },
  sortFields: ["date", "severity"],
  scannable: false,
} as const satisfies ListSettings;

/** The list of accounts as older clients ask for it. */
export const accountList = {
  filters: {
    service: { type: "integer", operators: equality, meaning: "the app, by its id" },
    affiliation: { type: "boolean", operators: ["eq"], nullable: true, meaning: "true external, false internal" },
    "user.username": { type: "string", operators: [...equality, "startswith"], meaning: "the account's name" },
    domain: { type: "string", operators: [...equality, ...existence], meaning: "the domain" },
  },
  sortFields: ["lastSeen", "username"],
  scannable: false,
} as const satisfies ListSettings;

export type EntityFilter = keyof typeof entityList.filters | keyof typeof accountList.filters;
export type EntitySort = (typeof entityList.sortFields)[number] | (typeof accountList.sortFields)[number];
