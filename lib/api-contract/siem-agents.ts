import { z } from "zod";
import { siemAgentStatuses } from "../domain/siem-agent";
import { siemFormats, syslogProtocols } from "../domain/siem-feed";
import type { Endpoint } from "./endpoint";

export const siemAgentRecord = z.object({
  _id: z.string(),
  name: z.string(),
  format: z.enum(siemFormats),
  remoteSyslogHost: z.string(),
  remoteSyslogPort: z.number().int(),
  protocol: z.enum(syslogProtocols),
  alerts: z.boolean().describe("Whether alerts are sent"),
  activities: z.boolean().describe("Whether activities are sent"),
  status: z.enum(siemAgentStatuses),
  notifications: z
    .array(z.string())
    .describe("What keeps it from its work: a fault of its receiver, `two-instances`, `owner-deactivated`"),
  createdBy: z.string(),
  tokenOwner: z.string(),
  created: z.number().describe("Milliseconds since 1970"),
  lastConnection: z.number().nullable().describe("Milliseconds since 1970"),
  lastEventSent: z.number().nullable().describe("Milliseconds since 1970"),
});

export const siemAgentEndpoints = {
  listSiemAgents: {
    group: "Agents",
    title: "List SIEM agents",
    summary:
      "The tenant's SIEM agents with their states. Their tokens are not API tokens and are not part of the answer.",
    methods: ["GET", "POST"],
    path: "/api/v1/agents/siem/",
    aliases: [],
    access: "siem-agent:manage",
    parameters: {},
    input: { kind: "fields", fields: z.object({}) },
    output: z.object({
      data: z.array(siemAgentRecord),
      hasNext: z.literal(false),
      total: z.number().int(),
      max: z.number().int(),
      moreThanTotal: z.literal(false),
    }),
    errors: [],
    example: {
      path: "/api/v1/agents/siem/",
      body: null,
      response: {
        data: [
          {
            _id: "01936d5c-7c1e-7b4e-9d7b-0a1b2c3d4e5f",
            name: "splunk",
            format: "generic-cef",
            remoteSyslogHost: "siem.contoso.example",
            remoteSyslogPort: 6514,
            protocol: "tls",
            alerts: true,
            activities: true,
            status: "connected",
            notifications: [],
            createdBy: "Megan Bowen",
            tokenOwner: "Megan Bowen",
            created: 1767225600000,
            lastConnection: 1767225660000,
            lastEventSent: 1767225655000,
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
