import { z } from "zod";
import { discoveredAppList } from "../domain/discovered-app";
import { globalViewName, timeFrames } from "../domain/discovery-stream";
import { skipMaximum } from "../domain/list-query";
import type { Endpoint } from "./endpoint";
import { listOf, timestamp } from "./envelope";
import { choiceOf, integerOr, optionalText, pageLimit } from "./fields";

const isoDate = z.iso.datetime();

const streamRecord = z.object({
  _id: z.string().describe("24 hexadecimal digits"),
  displayName: z.string(),
  comment: z.string(),
  receiverType: z.enum(["ftp", "ftps", "syslog"]).nullable().describe("Null: its logs are uploaded"),
  protocol: z.enum(["udp", "tcp", "tls"]).nullable(),
  streamType: z.union([z.literal(1), z.literal(3), z.literal(5)]).describe("1 data source, 3 Global View, 5 snapshot"),
  logType: z.number().int().nullable().describe("Numeric log type; null where there is none"),
  created: isoDate,
  lastModified: isoDate,
  lastDataReceived: isoDate.nullable(),
  anonymizeUsers: z.boolean(),
  anonymizeMachines: z.boolean(),
  globalAggregated: z.boolean().describe("Whether its traffic is in the Global View"),
  isManual: z.boolean(),
  logFilesHistoryCount: z.number().int(),
  logFilesFailsCount: z.number().int(),
  supportedEntityTypes: z.array(z.number().int()).describe("1 user name, 2 IP address"),
  supportedTrafficTypes: z.array(z.number().int()).describe("1 total, 2 downloaded, 3 uploaded bytes"),
  timeFrames: z.array(z.number().int()).describe("Days"),
  validTimeFrames: z.array(z.number().int()).describe("Days"),
  sourceStreams: z.array(z.string()),
  userTags: z.array(z.string()),
});

const discoveredAppRecord = z.object({
  appId: z.number().int(),
  name: z.string(),
  category: z.string(),
  score: z.number().nullable().describe("Risk score, 0 to 10, 10 the safest; null while no fact has been checked"),
  tags: z.array(z.string()),
  trafficTotalBytes: z.number().int(),
  trafficUploadedBytes: z.number().int(),
  trafficDownloadedBytes: z.number().int(),
  trafficTotalEvents: z.number().int(),
  blockedEvents: z.number().int(),
  usersCount: z.number().int(),
  ipAddressesCount: z.number().int(),
  lastUsed: timestamp,
});

export const reportDays = integerOr(30, 1, Math.max(...timeFrames));
export const reportFields = {
  timeFrame: reportDays.describe("Days back: 7, 30 or 90"),
  timeframe: optionalText(10).describe("The same under its other spelling"),
  skip: integerOr(0, 0, skipMaximum),
  limit: pageLimit.describe("At most 100; larger ones are clamped"),
};
export const streamId = optionalText(100).describe("A stream by its _id or displayName; the Global View unless told");

/** `timeframe` is what some clients write; it stands where `timeFrame` is missing. */
export function withTimeFrame(given: unknown): unknown {
  if (typeof given !== "object" || given === null || !("timeframe" in given)) return given;
  return { timeFrame: given.timeframe, ...given };
}

const streamExample = {
  _id: "9a1f0c3d5e7b2468ace01357",
  displayName: globalViewName,
  comment: "",
  receiverType: null,
  protocol: null,
  streamType: 3 as const,
  logType: null,
  created: "2026-01-01T00:00:00.000Z",
  lastModified: "2026-01-01T00:00:00.000Z",
  lastDataReceived: null,
  anonymizeUsers: false,
  anonymizeMachines: false,
  globalAggregated: true,
  isManual: false,
  logFilesHistoryCount: 0,
  logFilesFailsCount: 0,
  supportedEntityTypes: [1, 2],
  supportedTrafficTypes: [1, 2, 3],
  timeFrames: [...timeFrames],
  validTimeFrames: [...timeFrames],
  sourceStreams: [],
  userTags: [],
};

export const discoveryReportEndpoints = {
  listStreams: {
    group: "Cloud Discovery",
    title: "List reports",
    summary: `The tenant's reports: always one named ${globalViewName}, then data sources and snapshots. The same list stands under streams and under data.`,
    methods: ["GET"],
    path: "/api/v1/discovery/streams/",
    aliases: ["/api/discovery/streams/"],
    access: "discovery:read",
    parameters: {},
    input: { kind: "fields", fields: z.object({}) },
    output: z.object({
      streams: z.array(streamRecord),
      data: z.array(streamRecord),
      total: z.number().int(),
      hasNext: z.boolean(),
    }),
    errors: [],
    example: {
      path: "/api/v1/discovery/streams/",
      body: null,
      response: { streams: [streamExample], data: [streamExample], total: 1, hasNext: false },
    },
  },
  listAppCategories: {
    group: "Cloud Discovery",
    title: "List categories of discovered apps",
    summary: "The categories of the apps in a report, each with its number of apps, as a bare array.",
    methods: ["POST"],
    path: "/api/v1/discovery/discovered_apps/categories/",
    aliases: ["/api/discovery/discovered_apps/categories/"],
    access: "discovery:read",
    parameters: {},
    input: {
      kind: "act",
      filtersOptional: true,
      filters: { category: { type: "string", operators: ["eq", "neq"], meaning: "category ids", aliases: ["id"] } },
      fields: z.preprocess(
        withTimeFrame,
        z.object({
          streamId: streamId.pipe(z.string("is needed")),
          ...reportFields,
          sortField: choiceOf(["score"]).describe("score: the number of apps"),
          sortDirection: choiceOf(["desc", "asc"]),
        }),
      ),
    },
    output: z.array(z.object({ id: z.string(), total: z.number().int() })),
    errors: [{ status: 404, when: "There is no such stream." }],
    example: {
      path: "/api/v1/discovery/discovered_apps/categories/",
      body: { streamId: globalViewName, timeFrame: 90 },
      response: [{ id: "SAASDB_CATEGORY_CRM", total: 3 }],
    },
  },
  listDiscoveredApps: {
    group: "Cloud Discovery",
    title: "List discovered apps",
    summary: "The apps of a report with their traffic, users and tags.",
    methods: ["GET", "POST"],
    path: "/api/v1/discovery/discovered_apps/",
    aliases: ["/api/discovery/discovered_apps/"],
    access: "discovery:read",
    parameters: {},
    input: {
      kind: "act",
      filtersOptional: true,
      filters: discoveredAppList.filters,
      fields: z.preprocess(
        withTimeFrame,
        z.object({
          streamId,
          ...reportFields,
          sortField: choiceOf(discoveredAppList.sortFields),
          sortDirection: choiceOf(["desc", "asc"]),
        }),
      ),
    },
    output: listOf(discoveredAppRecord),
    errors: [{ status: 404, when: "There is no such stream." }],
    example: {
      path: "/api/v1/discovery/discovered_apps/",
      body: { streamId: globalViewName, timeFrame: 30, filters: { tag: { eq: "Unsanctioned" } }, limit: 10 },
      response: {
        data: [
          {
            appId: 11627,
            name: "Dropbox",
            category: "SAASDB_CATEGORY_CLOUD_STORAGE",
            score: 6.7,
            tags: ["Unsanctioned"],
            trafficTotalBytes: 48210311,
            trafficUploadedBytes: 3120455,
            trafficDownloadedBytes: 45089856,
            trafficTotalEvents: 812,
            blockedEvents: 4,
            usersCount: 17,
            ipAddressesCount: 21,
            lastUsed: 1767225600000,
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
