import type { AppTag } from "./discovery-tag";
import type { ListSettings } from "./list-query";

/** An app of the catalogue that traffic went to, in one report and time frame. */
export type DiscoveredApp = {
  appId: number;
  name: string;
  category: string;
  /** 0 to 10; null while no fact about the app has been checked. */
  score: number | null;
  /** On how many checked facts the score rests; 0 where the tenant has set it. */
  knownFactors: number;
  tags: AppTag[];
  /** Null where the logs do not tell. */
  totalBytes: number | null;
  uploadedBytes: number | null;
  downloadedBytes: number | null;
  transactions: number;
  blockedTransactions: number;
  users: number;
  ipAddresses: number;
  lastSeenAt: Date;
};

export const discoveredAppList = {
  filters: {
    appId: { type: "integer", operators: ["eq", "neq"], meaning: "apps, by their ids" },
    category: { type: "string", operators: ["eq", "neq"], meaning: "category ids" },
    tag: {
      type: "string",
      operators: ["eq", "neq"],
      values: ["Sanctioned", "Unsanctioned", "Monitored", "None"],
      meaning: "what the tenant says about the app; None: nothing",
    },
    score: { type: "integer", operators: ["eq", "gt", "gte", "lt", "lte"], meaning: "risk score, 0 to 10" },
    name: { type: "string", operators: ["eq", "contains", "startswith"], meaning: "the app's name" },
  },
  sortFields: [
    "trafficTotalBytes",
    "name",
    "usersCount",
    "ipAddressesCount",
    "lastUsed",
    "trafficUploadedBytes",
    "trafficTotalEvents",
  ],
  scannable: false,
} as const satisfies ListSettings;

export type DiscoveredAppFilter = keyof typeof discoveredAppList.filters;
export type DiscoveredAppSort = (typeof discoveredAppList.sortFields)[number];
