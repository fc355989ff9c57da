import { z } from "zod";
import { dataSourceCommentMaximum, dataSourceList, receivers } from "../domain/data-source";
import { customParserSchema, parserProblemWords } from "../domain/discovery-parser";
import { readInteger } from "../domain/filter-value";
import { customLogType, isDataSourceLogType } from "../domain/log-source";
import type { Endpoint } from "./endpoint";
import { listOf } from "./envelope";
import { choiceOf, flag, optionalText, requiredText } from "./fields";

const isoDate = z.iso.datetime();
const customParser = customParserSchema(parserProblemWords);
const protocols = ["udp", "tcp", "tls"] as const;

export const dataSourceRecord = z.object({
  _id: z.string().describe("24 hexadecimal digits; also the _id of its report"),
  displayName: z.string(),
  logType: z.number().int().nullable().describe("Numeric log type; null where there is none"),
  receiverType: z.enum(["ftp", "ftps", "syslog"]).nullable().describe("Null: its logs are uploaded"),
  receiverTypeFull: z.enum(receivers).nullable(),
  protocol: z.enum(protocols).nullable(),
  anonymizeUsers: z.boolean(),
  comment: z.string(),
  customParser: customParser.nullable().describe("Reads its logs in place of the appliance's own parser"),
  created: isoDate,
  createdBy: z.string(),
  lastModified: isoDate,
  lastDataReceived: isoDate.nullable(),
  logFilesHistoryCount: z.number().int(),
  logFilesFailsCount: z.number().int(),
});
export type DataSourceRecord = z.infer<typeof dataSourceRecord>;

export const dataSourceExample: DataSourceRecord = {
  _id: "5fd1c2a4b3e09d7788aa0102",
  displayName: "branch-proxy",
  logType: customLogType,
  receiverType: "syslog",
  receiverTypeFull: "syslog-tcp",
  protocol: "tcp",
  anonymizeUsers: true,
  comment: "Taipei",
  customParser: {
    kind: "csv",
    name: "Branch proxy",
    delimiter: ";",
    time: { kind: "one", column: "When", format: "yyyy-MM-dd HH:mm:ss" },
    sourceIp: "Client",
    destinationUrl: "Target",
    user: "Who",
    total: "Bytes",
  },
  created: "2026-01-01T00:00:00.000Z",
  createdBy: "Adele Vance",
  lastModified: "2026-01-01T00:00:00.000Z",
  lastDataReceived: null,
  logFilesHistoryCount: 0,
  logFilesFailsCount: 0,
};

/** Not sent stands for null, which one of the words may not do. */
const optionalProtocol = z.preprocess(
  (value) => value || null,
  z.enum(protocols, "is none of udp, tcp, tls").nullable(),
);

export const discoveryDataSourceEndpoints = {
  listDataSources: {
    group: "Cloud Discovery",
    title: "List data sources",
    summary: "The devices and services whose logs make continuous reports, with how each is read.",
    methods: ["GET"],
    path: "/api/v1/discovery/data_sources/",
    aliases: ["/api/discovery/data_sources/"],
    access: "settings:read",
    parameters: {},
    input: { kind: "list", list: dataSourceList },
    output: listOf(dataSourceRecord),
    errors: [],
    example: {
      path: "/api/v1/discovery/data_sources/",
      body: null,
      response: { data: [dataSourceExample], hasNext: false, max: 100, total: 1, moreThanTotal: false },
    },
  },
  createDataSource: {
    group: "Cloud Discovery",
    title: "Create a data source",
    summary:
      "Answers the new data source. A report that uploads have made under its name becomes its report. With a custom parser, every log of this data source is read by it, whatever source an upload names.",
    methods: ["POST"],
    path: "/api/v1/discovery/data_sources/",
    aliases: ["/api/discovery/data_sources/"],
    access: "settings:write",
    parameters: {},
    input: {
      kind: "fields",
      fields: z.object({
        displayName: requiredText(64)
          .refine((name) => /^[A-Za-z0-9_-]+$/.test(name), "may hold letters, digits, hyphens and underscores only")
          .describe("1 to 64 letters, digits, hyphens and underscores; unique in the tenant, whatever the case"),
        logType: z
          .preprocess(
            (value) => readInteger(value) ?? value,
            z.number("is needed, as a number").refine(isDataSourceLogType, "is no known log type"),
          )
          .describe(`Numeric log type, such as 114 SQUID; ${customLogType} needs customParser`),
        receiverType: choiceOf(["", "ftp", "ftps", "syslog"]).describe("Missing: its logs are uploaded"),
        receiverTypeFull: choiceOf(["", ...receivers]).describe("The receiver with its protocol, in one word"),
        protocol: optionalProtocol.describe("With receiverType syslog: udp, tcp or tls"),
        anonymizeUsers: flag.describe("Whether user names are kept encrypted only"),
        comment: optionalText(dataSourceCommentMaximum),
        customParser: z
          .preprocess((value) => value ?? null, customParser.nullable())
          .describe("CSV or key=value, with the columns by name"),
      }),
    },
    output: dataSourceRecord,
    errors: [
      { status: 400, when: "A field or a column of the custom parser cannot be read; the answer names it." },
      { status: 409, when: "The name is taken, or there are too many data sources." },
    ],
    example: {
      path: "/api/v1/discovery/data_sources/",
      body: {
        displayName: dataSourceExample.displayName,
        logType: customLogType,
        receiverType: "syslog",
        receiverTypeFull: "syslog-tcp",
        protocol: "tcp",
        anonymizeUsers: true,
        comment: dataSourceExample.comment,
        customParser: dataSourceExample.customParser,
      },
      response: dataSourceExample,
    },
  },
  deleteDataSource: {
    group: "Cloud Discovery",
    title: "Delete a data source",
    summary: "Answers an empty object. Its report stays with the traffic that is in it.",
    methods: ["DELETE"],
    path: "/api/v1/discovery/data_sources/:id/",
    aliases: ["/api/discovery/data_sources/:id/"],
    access: "settings:write",
    parameters: { id: "The data source's id, 24 hexadecimal digits" },
    input: { kind: "fields", fields: z.object({}) },
    output: z.object({}),
    errors: [{ status: 404, when: "There is no such data source." }],
    example: { path: `/api/v1/discovery/data_sources/${dataSourceExample._id}/`, body: null, response: {} },
  },
} as const satisfies Record<string, Endpoint>;
