import { z } from "zod";
import { receivers } from "../domain/data-source";
import { logCollectorStatuses } from "../domain/log-collector";
import type { Endpoint } from "./endpoint";

export const logCollectorRecord = z.object({
  _id: z.string(),
  name: z.string(),
  host: z.string().describe("Where devices send their logs to"),
  status: z.enum(logCollectorStatuses),
  statusReason: z.string().describe("Such as `all-sources`, `some-sources`, `nothing-received`, `no-contact`"),
  notifications: z
    .array(z.string())
    .describe("What keeps it from its work: a fault of its own or of a data source, `disk-low`, `dropped`, `silent`"),
  dataSources: z.array(
    z.object({
      _id: z.string(),
      displayName: z.string(),
      receiver: z.enum(receivers),
      port: z.number().int(),
      lastDataReceived: z.number().nullable().describe("Milliseconds since 1970"),
    }),
  ),
  createdBy: z.string(),
  tokenOwner: z.string(),
  created: z.number().describe("Milliseconds since 1970"),
  lastModified: z.number().describe("Milliseconds since 1970"),
  lastConnection: z.number().nullable().describe("Milliseconds since 1970"),
  lastDataReceived: z.number().nullable().describe("Milliseconds since 1970"),
});

export const logCollectorEndpoints = {
  listLogCollectors: {
    group: "Agents",
    title: "List log collectors",
    summary:
      "The tenant's log collectors with their states and data sources. Their tokens are not API tokens and are not part of the answer.",
    methods: ["GET", "POST"],
    path: "/api/v1/agents/log-collector/",
    aliases: [],
    access: "log-collector:manage",
    parameters: {},
    input: { kind: "fields", fields: z.object({}) },
    output: z.object({
      data: z.array(logCollectorRecord),
      hasNext: z.literal(false),
      total: z.number().int(),
      max: z.number().int(),
      moreThanTotal: z.literal(false),
    }),
    errors: [],
    example: {
      path: "/api/v1/agents/log-collector/",
      body: null,
      response: {
        data: [
          {
            _id: "01936d5c-7c1e-7b4e-9d7b-0a1b2c3d4e60",
            name: "taipei",
            host: "collector.contoso.example",
            status: "connected",
            statusReason: "all-sources",
            notifications: [],
            dataSources: [
              {
                _id: "5fd1c2a4b3e09d7788aa0102",
                displayName: "proxy-taipei",
                receiver: "syslog-udp",
                port: 514,
                lastDataReceived: 1767225655000,
              },
            ],
            createdBy: "Megan Bowen",
            tokenOwner: "Megan Bowen",
            created: 1767225600000,
            lastModified: 1767225600000,
            lastConnection: 1767225660000,
            lastDataReceived: 1767225655000,
          },
        ],
        hasNext: false,
        total: 1,
        max: 100,
        moreThanTotal: false,
      },
    },
  },
} as const satisfies Record<string, Endpoint>;
