import type { ListSettings } from "./list-query";

/** The keys under which an alert is found by the things it is about: `user:…`, `ip:…`, `service:…` and so on. */
export const alertKeyPrefixes = {
  "entity.entity": "account",
  "entity.user": "user",
  "entity.ip": "ip",
  "entity.service": "service",
  "entity.instance": "instance",
  "entity.policy": "policy",
  "entity.file": "file",
} as const;

export const alertList = {
  filters: {
    "entity.entity": {
      type: "entity",
      operators: ["eq", "neq"],
      meaning: "a related account or user",
    },
    "entity.user": {
      type: "string",
      operators: ["eq", "neq"],
      meaning: "the user name of a related account",
    },
    "entity.ip": {
      type: "string",
      operators: ["eq", "neq"],
      meaning: "a related IP address",
    },
    "entity.service": {
      type: "integer",
      operators: ["eq", "neq"],
      meaning: "a related app, by its id",
    },
    "entity.instance": {
      type: "instance",
      operators: ["eq", "neq"],
      meaning: "a related app instance: its number, or a pair [app id, instance]",
    },
    "entity.policy": {
      type: "string",
      operators: ["eq", "neq"],
      meaning: "the policy that raised it, by its id",
    },
    "entity.file": {
      type: "string",
      operators: ["eq", "neq"],
      meaning: "a related file",
    },
    alertOpen: {
      type: "boolean",
      operators: ["eq"],
      meaning: "true: open alerts only; false: closed ones only",
    },
    severity: {
      type: "integer",
      operators: ["eq", "neq"],
      values: [0, 1, 2, 3],
      meaning: "0 low, 1 medium, 2 high, 3 informational",
    },
    resolutionStatus: {
      type: "integer",
      operators: ["eq", "neq"],
      values: [0, 1, 2, 3, 4, 5],
      alsoMatches: { 1: [3], 2: [5] },
      meaning:
        "0 open, 3 false positive, 4 benign, 5 true positive; the obsolete 1 dismissed and 2 resolved also find 3 and 5",
    },
    read: {
      type: "boolean",
      operators: ["eq"],
      meaning: "whether it was marked read",
    },
    date: {
      type: "timestamp",
      operators: ["lte", "gte", "range", "lte_ndays", "gte_ndays"],
      meaning: "when it was raised",
    },
    resolutionDate: {
      type: "timestamp",
      operators: ["lte", "gte", "range"],
      meaning: "when it was closed",
    },
    risk: {
      type: "integer",
      operators: ["eq", "neq"],
      meaning: "risk score, 0 to 10",
    },
    alertType: {
      type: "integer",
      operators: ["eq", "neq"],
      aliases: ["idValue"],
      meaning: "the alert's type number, as in `idValue`",
    },
    id: {
      type: "string",
      operators: ["eq", "neq"],
      aliases: ["ID", "_id"],
      meaning: "alert ids",
    },
    source: {
      type: "string",
      operators: ["eq"],
      values: ["built-in", "policy"],
      meaning: "what raised it: `built-in` or `policy`",
    },
  },
  sortFields: ["date", "severity", "status"],
  scannable: false,
} as const satisfies ListSettings;

export type AlertFilter = keyof typeof alertList.filters;
export type AlertSort = (typeof alertList.sortFields)[number];
