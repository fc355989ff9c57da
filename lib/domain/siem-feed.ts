import { z } from "zod";

/** What portal and SIEM agent say to each other. Both sides read these schemas, so neither can drift from the other. */

/** `arcsight-cef` is CEF behind the one syslog header that ArcSight's connectors take; `json` sends one object a line. */
export const siemFormats = ["generic-cef", "arcsight-cef", "json"] as const;
export type SiemFormat = (typeof siemFormats)[number];

/** `rfc3164-year` is "Mar 02 2026 21:10:02", `rfc3164` the same without the year, `rfc5424` "2026-03-02T21:10:02.022Z". */
export const syslogTimeFormats = ["rfc5424", "rfc3164-year", "rfc3164"] as const;
export type SyslogTimeFormat = (typeof syslogTimeFormats)[number];

export const syslogProtocols = ["udp", "tcp", "tls"] as const;

export const syslogDestination = z.object({
  host: z.string(),
  port: z.number().int(),
  protocol: z.enum(syslogProtocols),
  /** Certificates that sign the receiver's, PEM; null trusts what the agent's machine trusts. TLS only. */
  caPem: z.string().nullable(),
});
export type SyslogDestination = z.infer<typeof syslogDestination>;

/** What an agent must know to do its work. It is read anew whenever `version` in a batch differs. */
export const siemConfiguration = z.object({
  agentName: z.string(),
  version: z.number().int(),
  format: z.enum(siemFormats),
  timeFormat: z.enum(syslogTimeFormats),
  includePriority: z.boolean(),
  includeSystemName: z.boolean(),
  destination: syslogDestination,
});
export type SiemConfiguration = z.infer<typeof siemConfiguration>;

const eventCore = {
  id: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** `EVENT_CATEGORY_…` of an activity, `ALERT_…` of an alert. */
  signature: z.string(),
  name: z.string(),
  description: z.string(),
  user: z.string().nullable(),
  apps: z.array(z.object({ id: z.number(), name: z.string() })),
  /** IPv4 or IPv6. */
  ip: z.string().nullable(),
  policyIds: z.array(z.string()),
  portalUrl: z.string(),
  /** The object as the REST API answers it; only for agents that send JSON. */
  record: z.record(z.string(), z.unknown()).optional(),
};

export const siemEvent = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("activity"),
    ...eventCore,
    userAgent: z.string().nullable(),
    targetObjects: z.array(z.string()),
  }),
  z.object({
    kind: z.literal("alert"),
    ...eventCore,
    /** 0 low, 1 medium, 2 high, 3 informational. */
    severity: z.number().int(),
    riskScore: z.number().nullable(),
    activityIds: z.array(z.string()),
  }),
]);
export type SiemEvent = z.infer<typeof siemEvent>;

/** Events in the order in which they arrived at the portal. */
export const siemBatch = z.object({
  configurationVersion: z.number().int(),
  events: z.array(siemEvent),
  /** Where this batch ends. Reading on needs it, and acknowledging it says that everything up to here was sent. */
  cursor: z.string(),
  hasNext: z.boolean(),
  /** A connection test that somebody asked for in the portal and that the agent has not taken up yet. */
  connectionTest: z.uuid().nullable(),
});
export type SiemBatch = z.infer<typeof siemBatch>;

/** Why an agent cannot do its work. The portal's list, its troubleshooting page and the agent's log use these names. */
export const siemFaults = [
  "receiver-unresolved",
  "receiver-refused",
  "receiver-timeout",
  "receiver-closed",
  "receiver-certificate",
  "event-too-long",
  "receiver-unconfirmed",
] as const;
export type SiemFault = (typeof siemFaults)[number];

/** Without NUL, which cannot be stored. */
function reportedText(maximum: number) {
  return z
    .string()
    .max(maximum)
    .refine((text) => !text.includes("\0"), { error: "holds a NUL character" });
}

/** What an agent says of itself, at least once a minute. */
export const siemReport = z.object({
  agentVersion: reportedText(40),
  hostName: reportedText(255),
  /** One running agent; two at once with one token are told apart by it. */
  instanceId: reportedText(40),
  /** Events written since the last report. */
  sent: z.number().int().min(0).max(1_000_000_000),
  fault: z.enum(siemFaults).nullable(),
  /** The fault in the words of the agent's log, without secrets. */
  faultDetail: reportedText(500).nullable(),
});
export type SiemReport = z.infer<typeof siemReport>;

export const siemReportAnswer = siemBatch.pick({ connectionTest: true });
