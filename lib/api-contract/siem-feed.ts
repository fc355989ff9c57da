import { z } from "zod";
import { siemBatchMaximum } from "../domain/siem-agent";
import { siemTestReport } from "../domain/siem-connection-test";
import { siemBatch, siemConfiguration, siemReport, siemReportAnswer } from "../domain/siem-feed";
import type { Endpoint } from "./endpoint";

/** What the token of a SIEM agent opens, and nothing else does. */
const agentOnly = {
  group: "Agents",
  access: "any-token",
  tokenKinds: ["siem-agent"],
  aliases: [],
  parameters: {},
} as const;
const disabled = { status: 403, when: "The agent is disabled in the portal, or the token is none of a SIEM agent." };

export const siemFeedEndpoints = {
  readSiemConfiguration: {
    ...agentOnly,
    title: "Read a SIEM agent's configuration",
    summary:
      "What the calling SIEM agent sends, how and where. Read it again when `configurationVersion` of a batch differs.",
    methods: ["GET"],
    path: "/api/v1/agents/siem/self/",
    input: { kind: "fields", fields: z.object({}) },
    output: siemConfiguration,
    errors: [disabled],
    example: {
      path: "/api/v1/agents/siem/self/",
      body: null,
      response: {
        agentName: "splunk",
        version: 1,
        format: "generic-cef",
        timeFormat: "rfc5424",
        includePriority: true,
        includeSystemName: true,
        destination: { host: "siem.contoso.example", port: 6514, protocol: "tls", caPem: null },
      },
    },
  },
  pullSiemEvents: {
    ...agentOnly,
    title: "Pull events for a SIEM",
    summary: `The next alerts and activities for the calling SIEM agent in the order of their arrival, up to ${siemBatchMaximum}. Pulling moves nothing: what is not acknowledged comes again.`,
    methods: ["POST"],
    path: "/api/v1/agents/siem/self/events/",
    input: {
      kind: "fields",
      fields: z.object({
        after: z
          .string()
          .max(4096)
          .optional()
          .describe("The `cursor` of a batch, to read on behind it; without it, behind what was acknowledged"),
      }),
    },
    output: siemBatch,
    errors: [disabled],
    example: {
      path: "/api/v1/agents/siem/self/events/",
      body: {},
      response: {
        configurationVersion: 1,
        events: [],
        cursor: "eyJhbGVydHMiOm51bGwsImFjdGl2aXRpZXMiOm51bGx9",
        hasNext: false,
        connectionTest: null,
      },
    },
  },
  acknowledgeSiemEvents: {
    ...agentOnly,
    title: "Acknowledge events",
    summary:
      "Everything up to a cursor has reached the SIEM: the agent's place moves there, and never back. Repeating it changes nothing.",
    methods: ["POST"],
    path: "/api/v1/agents/siem/self/acknowledge/",
    input: { kind: "fields", fields: z.object({ cursor: z.string().max(4096).describe("The `cursor` of the batch") }) },
    output: z.object({}),
    errors: [disabled, { status: 400, when: "The cursor is not one that a batch gave." }],
    example: {
      path: "/api/v1/agents/siem/self/acknowledge/",
      body: { cursor: "eyJhbGVydHMiOm51bGwsImFjdGl2aXRpZXMiOm51bGx9" },
      response: {},
    },
  },
  reportSiemAgent: {
    ...agentOnly,
    title: "Report a SIEM agent's state",
    summary:
      "A sign of life with what was sent since the last one, and what keeps the agent from its work. Once a minute, every ten seconds while something keeps it, and at once when that changes.",
    methods: ["POST"],
    path: "/api/v1/agents/siem/self/report/",
    input: { kind: "fields", fields: siemReport },
    output: siemReportAnswer,
    errors: [disabled],
    example: {
      path: "/api/v1/agents/siem/self/report/",
      body: {
        agentVersion: "1.0.0",
        hostName: "agent01",
        instanceId: "0b9e6d0a-2a35-4a4f-8a6f-3f0a2f6a7c11",
        sent: 0,
        fault: null,
        faultDetail: null,
      },
      response: { connectionTest: null },
    },
  },
  reportSiemConnectionTest: {
    ...agentOnly,
    title: "Report a connection test",
    summary:
      "How far the calling SIEM agent has come with the test that `connectionTest` of a batch or of a report's answer asked for. Each report repeats the steps before it.",
    methods: ["POST"],
    path: "/api/v1/agents/siem/self/connection-test/",
    input: { kind: "fields", fields: siemTestReport },
    output: z.object({}),
    errors: [disabled],
    example: {
      path: "/api/v1/agents/siem/self/connection-test/",
      body: {
        id: "5f0c3f0e-61d1-4d9f-8f6b-6a1d5b1c9a22",
        steps: [{ step: "portal", outcome: "ok", detail: "https://contoso.portal.example answers", fault: null }],
        isFinished: false,
      },
      response: {},
    },
  },
} as const satisfies Record<string, Endpoint>;
