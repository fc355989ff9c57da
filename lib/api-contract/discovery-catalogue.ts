import { z } from "zod";
import { catalogueAppList } from "../domain/catalogue-app";
import { discoveredAppList } from "../domain/discovered-app";
import { userNameMaximum } from "../domain/discovered-user";
import { globalViewName } from "../domain/discovery-stream";
import { appTagNames } from "../domain/discovery-tag";
import { readInteger } from "../domain/filter-value";
import { reportFields, streamId, withTimeFrame } from "./discovery-reports";
import type { Endpoint } from "./endpoint";
import { listOf, timestamp } from "./envelope";
import { choiceOf, optionalText } from "./fields";

const noStream = { status: 404, when: "There is no such stream." } as const;

const catalogueAppRecord = z.object({
  appId: z.number().int(),
  name: z.string(),
  vendor: z.string().describe("Empty for the tenant's own apps"),
  category: z.string(),
  domainList: z.array(z.string()).describe("Each stands for itself and everything below it"),
  logonUrl: z.string().nullable(),
  headquarters: z.string().nullable().describe("ISO 3166-1 country code"),
  score: z.number().nullable().describe("Risk score, 0 to 10, 10 the safest; null while no fact has been checked"),
  knownFactors: z.number().int().describe("How many risk factors have a checked value"),
  tags: z.array(z.string()),
  isCustom: z.boolean().describe("Whether the tenant has added it"),
});

const appUserRecord = z.object({
  userName: z.string().describe("As the logs have it in lower case, or encrypted (anon1_…) in anonymised reports"),
  isAnonymized: z.boolean(),
  appsCount: z.number().int(),
  ipAddressesCount: z.number().int(),
  trafficTotalBytes: z.number().int(),
  trafficUploadedBytes: z.number().int(),
  trafficDownloadedBytes: z.number().int(),
  trafficTotalEvents: z.number().int(),
  blockedEvents: z.number().int(),
  lastSeen: timestamp,
});

export const discoveryCatalogueEndpoints = {
  listAppUsers: {
    group: "Cloud Discovery",
    title: "List users of an app",
    summary:
      "The people whose traffic a report has, all of them or those of one app. Encrypted names stay encrypted: the API has no call that resolves them.",
    methods: ["GET", "POST"],
    path: "/api/v1/discovery/app_users/",
    aliases: ["/api/discovery/app_users/"],
    access: "discovery:read",
    parameters: {},
    input: {
      kind: "fields",
      fields: z.preprocess(
        withTimeFrame,
        z.object({
          appId: z
            .preprocess(
              (value) => (value === "" || value == null ? null : (readInteger(value) ?? value)),
              z.int32("is not a number").nullable(),
            )
            .describe("An app's number; all apps when it is missing"),
          streamId,
          userName: optionalText(userNameMaximum).describe("A part of the name"),
          ...reportFields,
          sortField: choiceOf([
            "lastSeen",
            "userName",
            "trafficTotalBytes",
            "trafficUploadedBytes",
            "trafficTotalEvents",
          ]),
          sortDirection: choiceOf(["desc", "asc"]),
        }),
      ),
    },
    output: listOf(appUserRecord),
    errors: [noStream],
    example: {
      path: "/api/v1/discovery/app_users/",
      body: { appId: 11627, streamId: globalViewName, timeframe: 30, sortField: "lastSeen", limit: 10 },
      response: {
        data: [
          {
            userName: "jdoe@contoso.example",
            isAnonymized: false,
            appsCount: 1,
            ipAddressesCount: 2,
            trafficTotalBytes: 3120455,
            trafficUploadedBytes: 120455,
            trafficDownloadedBytes: 3000000,
            trafficTotalEvents: 41,
            blockedEvents: 0,
            lastSeen: 1767225600000,
          },
        ],
        hasNext: false,
        max: 10,
        total: 1,
        moreThanTotal: false,
      },
    },
  },
  countAppTags: {
    group: "Cloud Discovery",
    title: "Count discovered apps by tag",
    summary: `How many of a report's apps have each tag (${Object.values(appTagNames).join(", ")}), and how many none.`,
    methods: ["GET", "POST"],
    path: "/api/v1/discovery/discovered_apps/tags/",
    aliases: ["/api/discovery/discovered_apps/tags/"],
    access: "discovery:read",
    parameters: {},
    input: {
      kind: "act",
      filtersOptional: true,
      filters: { appId: discoveredAppList.filters.appId },
      fields: z.preprocess(withTimeFrame, z.object({ streamId, timeFrame: reportFields.timeFrame })),
    },
    output: z.object({ data: z.array(z.object({ id: z.string(), count: z.number().int() })) }),
    errors: [noStream],
    example: {
      path: "/api/v1/discovery/discovered_apps/tags/",
      body: { filters: { appId: { eq: [11627] } }, timeframe: 90 },
      response: {
        data: [
          { id: "Sanctioned", count: 0 },
          { id: "Unsanctioned", count: 1 },
          { id: "Monitored", count: 0 },
          { id: "None", count: 0 },
        ],
      },
    },
  },
  listCatalogueApps: {
    group: "Cloud Discovery",
    title: "List the app catalogue",
    summary: "The apps that traffic is matched to, the tenant's own among them, each with its score and its tags.",
    methods: ["GET", "POST"],
    path: "/api/v1/discovery/app_catalog/",
    aliases: ["/api/discovery/app_catalog/"],
    access: "discovery:read",
    parameters: {},
    input: { kind: "list", list: catalogueAppList },
    output: listOf(catalogueAppRecord),
    errors: [],
    example: {
      path: "/api/v1/discovery/app_catalog/",
      body: { filters: { name: { eq: "Dropbox" } }, limit: 10 },
      response: {
        data: [
          {
            appId: 11627,
            name: "Dropbox",
            vendor: "Dropbox",
            category: "SAASDB_CATEGORY_CLOUD_STORAGE",
            domainList: ["dropbox.com", "dropboxapi.com", "dropboxusercontent.com", "getdropbox.com", "db.tt"],
            logonUrl: "https://www.dropbox.com/",
            headquarters: "US",
            score: 6.7,
            knownFactors: 3,
            tags: [],
            isCustom: false,
          },
        ],
        hasNext: false,
        max: 10,
        total: 1,
        moreThanTotal: false,
      },
    },
  },
} as const satisfies Record<string, Endpoint>;
