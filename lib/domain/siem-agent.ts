import { z } from "zod";
import { activityList } from "./activity-list";
import { alertList } from "./alert-list";
import { hostAddress, networkPort } from "./host-address";
import { parseFilters } from "./parse-filters";
import { lineOfText } from "./plain-text";
import { type SiemFault, siemFormats, syslogProtocols, syslogTimeFormats } from "./siem-feed";

/** How far back the first pull reaches, and one after a long silence: two days, as in the original product. */
export const siemReplayHours = 48;
/** The most SIEM agents that a tenant may have: all of them stand in one list. */
export const siemAgentsMaximum = 100;
/** Events of one pull. */
export const siemBatchMaximum = 500;
/** What waits is counted up to here. */
export const siemBacklogCap = 10_001;

const hour = 3_600_000;
/** Without contact for longer, as the original product has it. */
const connectionErrorAfter = 2 * hour;
const disconnectedAfter = 12 * hour;
/** Two programs that report within this time are running at once. */
export const otherInstanceWithin = 3 * 60_000;

export const siemAgentStatuses = ["created", "connected", "connection-error", "disconnected", "disabled"] as const;
export type SiemAgentStatus = (typeof siemAgentStatuses)[number];

/** What stands beside the status, because a connected agent may still have a problem. Each has a remedy. */
export type SiemAgentNotice =
  | { kind: "fault"; fault: SiemFault; detail: string | null; since: Date }
  | { kind: "two-instances"; at: Date }
  | { kind: "owner-deactivated" };

export type SiemAgent = {
  id: string;
  name: string;
  settings: Omit<SiemAgentSettings, "name">;
  createdByName: string;
  createdAt: Date;
  disabledAt: Date | null;
  /** Public id of its token; the secret is known to nobody. */
  tokenPublicId: string;
  tokenOwnerName: string;
  ownerDeactivated: boolean;
  lastSeenAt: Date | null;
  agentVersion: string | null;
  hostName: string | null;
  lastSentAt: Date | null;
  /** Events sent so far. */
  sent: number;
  /** Events that waited at the last pull, at most `siemBacklogCap`. */
  backlog: number;
  otherInstanceAt: Date | null;
  fault: { code: SiemFault; detail: string | null; since: Date } | null;
};

/** Computed from times, as a token's status is: never stored. */
export function siemAgentStatusOf(agent: Pick<SiemAgent, "disabledAt" | "lastSeenAt">, now: Date): SiemAgentStatus {
  if (agent.disabledAt !== null) return "disabled";
  if (agent.lastSeenAt === null) return "created";
  const silence = now.getTime() - agent.lastSeenAt.getTime();
  if (silence > disconnectedAfter) return "disconnected";
  return silence > connectionErrorAfter ? "connection-error" : "connected";
}

/** Whether an agent is disabled because its period is over: it is by itself once all was sent. */
export function hasRecovered({
  disabledAt,
  settings: { recovery },
}: Pick<SiemAgent, "disabledAt" | "settings">): boolean {
  return recovery !== null && disabledAt !== null && disabledAt > recovery.to;
}

/** What is wrong besides the status, most urgent first. */
export function siemAgentNotices(
  agent: Pick<SiemAgent, "ownerDeactivated" | "otherInstanceAt" | "fault">,
  now: Date,
): SiemAgentNotice[] {
  const notices: SiemAgentNotice[] = [];
  if (agent.ownerDeactivated) notices.push({ kind: "owner-deactivated" });
  if (agent.fault !== null)
    notices.push({ kind: "fault", fault: agent.fault.code, detail: agent.fault.detail, since: agent.fault.since });
  if (agent.otherInstanceAt !== null && now.getTime() - agent.otherInstanceAt.getTime() < hour)
    notices.push({ kind: "two-instances", at: agent.otherInstanceAt });
  return notices;
}

const certificate = /^\s*(-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]+-----END CERTIFICATE-----\s*)+$/;

/** Filters are small: they are read with each pull. */
const filterCharactersMaximum = 8_000;

/** Filters of the REST API, kept as they were given; null sends nothing of the kind. */
function filtersOf(fields: typeof alertList.filters | typeof activityList.filters) {
  return z
    .record(z.string(), z.unknown())
    .nullable()
    .refine((filters) => JSON.stringify(filters).length <= filterCharactersMaximum, { error: "tooLong", abort: true })
    .superRefine((filters, context) => {
      if (filters === null) return;
      const parsed = parseFilters(fields, filters, new Date());
      if (!parsed.ok) context.addIssue({ code: "custom", message: "invalid" });
    });
}

export const siemAgentNameMaximum = 64;

const moment = z.iso.datetime({ error: "required" }).transform((text) => new Date(text));

/** A period that was lost on the way to the SIEM and is sent again: what happened in it, both ends included. */
const recoveredPeriod = z
  .strictObject({ from: moment, to: moment })
  .refine(({ from, to }) => from < to, { path: ["to"], error: "periodOrder" });

/** All that a person sets. Issue messages are keys under `validation` in the message catalogue. */
export const siemAgentSettings = z
  .strictObject({
    name: lineOfText(siemAgentNameMaximum),
    format: z.enum(siemFormats, { error: "required" }),
    timeFormat: z.enum(syslogTimeFormats),
    includePriority: z.boolean(),
    includeSystemName: z.boolean(),
    host: hostAddress,
    port: networkPort,
    protocol: z.enum(syslogProtocols, { error: "required" }),
    caPem: z
      .string()
      .max(64 * 1024, { error: "tooLong" })
      .nullable()
      .transform((text) => (text === null || text.trim() === "" ? null : text.trim()))
      .refine((text) => text === null || certificate.test(text), { error: "certificate" }),
    alertFilters: filtersOf(alertList.filters),
    activityFilters: filtersOf(activityList.filters),
    /** Set when the agent is added, and kept; null for an agent that sends whatever arrives. */
    recovery: recoveredPeriod.nullable().default(null),
  })
  .refine(({ alertFilters, activityFilters }) => alertFilters !== null || activityFilters !== null, {
    path: ["alertFilters"],
    error: "sendsNothing",
  });
export type SiemAgentSettings = z.output<typeof siemAgentSettings>;
export type SiemAgentSettingsInput = z.input<typeof siemAgentSettings>;
