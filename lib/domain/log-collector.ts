import { z } from "zod";
import { dataSourceReference, type Receiver } from "./data-source";
import { hostAddress, networkPort } from "./host-address";
import type { CollectorFault, DataSourceFault } from "./log-collector-feed";
import { standardFtpPort } from "./log-collector-ports";

/** The most log collectors that a tenant may have: all of them stand in one list. */
export const logCollectorsMaximum = 100;
/** The most data sources that one collector may receive. */
export const collectorSourcesMaximum = 100;
/** How long the volume of an hour is kept. */
export const volumeDays = 30;
/** The volume chart's reach. */
export const chartHours = 24;

const minute = 60_000;
const hour = 60 * minute;
/** Without data, or without a sign of life, for longer: as the original product has it. */
const disconnectedAfterHours = 24;
/** Without data for longer an alert is raised, once for each silence: as the original product has it. */
export const collectorAlertHours = 48;
/** A collector reports each minute: after this long something is wrong with it or on its way. */
const silentAfter = 10 * minute;
/** Below this, a burst of logs may find no room. */
const diskLowBytes = 1024 ** 3;

export const logCollectorStatuses = ["created", "healthy", "connected", "disconnected", "disabled"] as const;
export type LogCollectorStatus = (typeof logCollectorStatuses)[number];

/** A data source that a collector receives, with what came in. */
export type CollectorSource = {
  id: string;
  name: string;
  receiver: Receiver;
  logType: number | null;
  /** Where the collector listens for it; the FTP port where its files come by FTP. */
  port: number;
  lines: number;
  bytes: number;
  bytesWaiting: number;
  dropped: number;
  droppedAt: Date | null;
  lastReceivedAt: Date | null;
  fault: { code: DataSourceFault; detail: string | null; since: Date } | null;
};

export type LogCollector = {
  id: string;
  name: string;
  /** Where devices send their logs to. */
  host: string;
  ftpPort: number;
  version: number;
  createdByName: string;
  createdAt: Date;
  modifiedAt: Date;
  disabledAt: Date | null;
  /** Public id of its token; the secret is known to nobody. */
  tokenPublicId: string;
  tokenOwnerName: string;
  ownerDeactivated: boolean;
  lastSeenAt: Date | null;
  collectorVersion: string | null;
  /** The machine's name for itself. */
  hostName: string | null;
  freeDiskBytes: number | null;
  otherInstanceAt: Date | null;
  fault: { code: CollectorFault; detail: string | null; since: Date } | null;
  /** By name. */
  sources: CollectorSource[];
  /** What came in, hour by hour, the oldest first; hours without data are left out. */
  volume: CollectorHour[];
};

export type CollectorHour = { hour: Date; lines: number; bytes: number; dropped: number };

/** When any of its data sources brought something last. */
export function lastDataOf({ sources }: Pick<LogCollector, "sources">): Date | null {
  const times = sources.flatMap(({ lastReceivedAt }) => lastReceivedAt ?? []);
  return times.length === 0 ? null : new Date(Math.max(...times.map((at) => at.getTime())));
}

type StatusFacts = Pick<LogCollector, "disabledAt" | "lastSeenAt" | "sources">;

/** Computed from times, as a token's status is: never stored. */
export function logCollectorStatusOf(collector: StatusFacts, now: Date): LogCollectorStatus {
  if (collector.disabledAt !== null) return "disabled";
  if (collector.lastSeenAt === null) return "created";
  if (isOlder(collector.lastSeenAt, disconnectedAfterHours * hour, now)) return "disconnected";
  const lastData = lastDataOf(collector);
  if (lastData === null) return "healthy";
  return isOlder(lastData, disconnectedAfterHours * hour, now) ? "disconnected" : "connected";
}

/** Why a collector has its status: the second line below it. */
export type LogCollectorReason =
  | { kind: "disabled" | "created" | "no-sources" | "nothing-received" | "all-sources" }
  | { kind: "no-contact" | "no-data"; hours: number }
  | { kind: "some-sources"; silent: number; all: number };

export function logCollectorReason(collector: StatusFacts, now: Date): LogCollectorReason {
  const status = logCollectorStatusOf(collector, now);
  switch (status) {
    case "disabled":
    case "created":
      return { kind: status };
    case "disconnected": {
      const { lastSeenAt } = collector;
      const isGone = lastSeenAt !== null && isOlder(lastSeenAt, disconnectedAfterHours * hour, now);
      const since = isGone ? lastSeenAt : lastDataOf(collector);
      const hours = Math.floor((now.getTime() - (since ?? now).getTime()) / hour);
      return { kind: isGone ? "no-contact" : "no-data", hours };
    }
    case "healthy":
      return { kind: collector.sources.length === 0 ? "no-sources" : "nothing-received" };
    case "connected": {
      const silent = collector.sources.filter(
        ({ lastReceivedAt }) => lastReceivedAt === null || isOlder(lastReceivedAt, disconnectedAfterHours * hour, now),
      ).length;
      return silent === 0 ? { kind: "all-sources" } : { kind: "some-sources", silent, all: collector.sources.length };
    }
  }
}

/** What stands below the status, because a connected collector may still have a problem. Each has a remedy. */
export type LogCollectorNotice =
  | { kind: "fault"; fault: CollectorFault; since: Date }
  | { kind: "source-fault"; fault: DataSourceFault; source: string; since: Date }
  | { kind: "silent"; since: Date }
  | { kind: "dropped"; source: string; at: Date }
  | { kind: "disk-low" | "two-instances" | "owner-deactivated" };

/** What is wrong besides the status, most urgent first. */
export function logCollectorNotices(collector: LogCollector, now: Date): LogCollectorNotice[] {
  const { lastSeenAt, fault, freeDiskBytes, otherInstanceAt, sources } = collector;
  const notices: LogCollectorNotice[] = [];
  if (collector.ownerDeactivated) notices.push({ kind: "owner-deactivated" });
  const status = logCollectorStatusOf(collector, now);
  if (lastSeenAt === null || status === "disabled") return notices;
  if (status !== "disconnected" && isOlder(lastSeenAt, silentAfter, now))
    notices.push({ kind: "silent", since: lastSeenAt });
  if (fault !== null) notices.push({ kind: "fault", fault: fault.code, since: fault.since });
  for (const source of sources)
    if (source.fault !== null)
      notices.push({ kind: "source-fault", fault: source.fault.code, source: source.name, since: source.fault.since });
  for (const { name, droppedAt } of sources)
    if (droppedAt !== null && !isOlder(droppedAt, 24 * hour, now))
      notices.push({ kind: "dropped", source: name, at: droppedAt });
  if (fault?.code !== "disk-full" && freeDiskBytes !== null && freeDiskBytes < diskLowBytes)
    notices.push({ kind: "disk-low" });
  if (otherInstanceAt !== null && !isOlder(otherInstanceAt, hour, now)) notices.push({ kind: "two-instances" });
  return notices;
}

function isOlder(at: Date, milliseconds: number, now: Date): boolean {
  return now.getTime() - at.getTime() > milliseconds;
}

/** Also the name of containers and services, so it begins with a letter or digit and holds no blank. */
export const logCollectorName = z
  .string({ error: "required" })
  .trim()
  .min(1, { error: "required" })
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/, { error: "collectorName" });

/** All that a person sets. Issue messages are keys under `validation` in the message catalogue. */
export const logCollectorSettings = z.strictObject({
  name: logCollectorName,
  host: hostAddress,
  ftpPort: networkPort.default(standardFtpPort),
  sources: z
    .array(dataSourceReference.extend({ port: networkPort.nullable() }))
    .min(1, { error: "collectorSources" })
    .max(collectorSourcesMaximum, { error: "invalid" })
    .refine((sources) => new Set(sources.map(({ id }) => id)).size === sources.length, { error: "invalid" }),
});
export type LogCollectorSettings = z.output<typeof logCollectorSettings>;
export type LogCollectorSettingsInput = z.input<typeof logCollectorSettings>;
