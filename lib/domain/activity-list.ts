import type { ListSettings } from "./list-query";

const existence = ["isset", "isnotset"] as const;
const equality = ["eq", "neq"] as const;

export const activityList = {
  filters: {
    service: {
      type: "integer",
      operators: equality,
      meaning: "the app, by its id",
    },
    instance: {
      type: "integer",
      operators: equality,
      meaning: "the app's instance",
    },
    "user.orgUnit": {
      type: "string",
      operators: [...equality, ...existence],
      meaning: "the user's organizational unit",
    },
    "user.username": {
      type: "string",
      operators: [...equality, ...existence, "startswith"],
      meaning: "the user who did it",
    },
    "user.tags": {
      type: "string",
      operators: [...equality, ...existence, "startswith"],
      meaning: "ids of groups that the user is in",
    },
    "user.domain": {
      type: "string",
      operators: [...equality, ...existence],
      meaning: "the user's domain",
    },
    entity: {
      type: "entity",
      operators: [...equality, ...existence, "startswith"],
      meaning: "the account that did it",
    },
    actionType: {
      type: "string",
      operators: ["contains", ...equality, ...existence],
      meaning: "the app's own name of the action",
    },
    "activity.eventActionType": {
      type: "string",
      operators: equality,
      meaning: "the kind of event",
    },
    "activity.id": {
      type: "string",
      operators: ["eq"],
      meaning: "one activity",
    },
    "activity.impersonated": {
      type: "boolean",
      operators: ["eq"],
      meaning: "whether somebody acted for somebody else",
    },
    "activity.type": {
      type: "boolean",
      operators: ["eq"],
      meaning: "true: administrative; false: regular",
    },
    "activity.takenAction": {
      type: "string",
      operators: equality,
      nullable: true,
      values: [
        "block",
        "proxy",
        "BypassProxy",
        "encrypt",
        "decrypt",
        "verified",
        "encryptionFailed",
        "protect",
        "verify",
      ],
      meaning: "what was done about it; null for nothing",
    },
    "activity.alertId": {
      type: "string",
      operators: ["eq"],
      meaning: "the alert that it raised",
    },
    activityObject: {
      type: "string",
      operators: equality,
      meaning: "the id of an object that it touched",
    },
    "device.type": {
      type: "string",
      operators: equality,
      nullable: true,
      values: ["DESKTOP", "MOBILE", "TABLET", "OTHER"],
      meaning: "the device's type; null for unknown",
    },
    "device.tags": {
      type: "string",
      operators: equality,
      meaning: "ids of the device's tags",
    },
    "userAgent.userAgent": {
      type: "string",
      operators: ["contains", "ncontains"],
      meaning: "the user agent's text",
    },
    "userAgent.tags": {
      type: "string",
      operators: equality,
      meaning: "ids of the user agent's tags",
    },
    "location.country": {
      type: "string",
      operators: [...equality, ...existence],
      meaning: "two-letter country code",
    },
    "location.organizations": {
      type: "string",
      operators: [...equality, ...existence, "contains"],
      meaning: "the network's owner",
    },
    "ip.address": {
      type: "string",
      operators: [...equality, "startswith", "doesnotstartwith", ...existence],
      meaning: "the IP address",
    },
    "ip.category": {
      type: "integer",
      operators: equality,
      values: [0, 1, 2, 3, 4, 5, 6],
      meaning: "0 none, 1 corporate, 2 administrative, 3 risky, 4 VPN, 5 cloud provider, 6 other",
    },
    "ip.tags": {
      type: "string",
      operators: equality,
      meaning: "ids of the address's tags",
    },
    fileSelector: {
      type: "string",
      operators: equality,
      meaning: "a file or folder",
    },
    fileId: { type: "string", operators: ["eq"], meaning: "a file" },
    office365url: {
      type: "string",
      operators: ["startswith", "eq", "endswith"],
      meaning: "a URL in Office 365",
    },
    text: {
      type: "string",
      operators: ["eq", "startswithsingle", "text"],
      meaning: "words of the description",
    },
    date: {
      type: "timestamp",
      operators: ["lte", "gte", "range", "lte_ndays", "gte_ndays"],
      meaning: "when it happened",
    },
    created: {
      type: "timestamp",
      operators: ["lte", "gte", "gt", "lt", "eq", "range"],
      meaning: "when it was stored",
    },
    policy: {
      type: "string",
      operators: [...equality, ...existence],
      meaning: "the policy that it matched",
    },
    source: {
      type: "source",
      operators: equality,
      meaning:
        "0 access control, 1 session control, 2 app connector, 3 app connector analysis, 5 discovery, 6 MDATP; also written t:<number>, or s:<stream id>",
    },
  },
  sortFields: ["date", "created"],
  scannable: true,
} as const satisfies ListSettings;

export type ActivityFilter = keyof typeof activityList.filters;
export type ActivitySort = (typeof activityList.sortFields)[number];
