import { z } from "zod";
import type { Transaction } from "../db/transaction";
import type { ArrivalPoint } from "../domain/arrival";
import type { SiemAgentSettings } from "../domain/siem-agent";
import { type SiemConfiguration, type SiemFault, siemConfiguration } from "../domain/siem-feed";
import { recoveryOf } from "./siem-agent-store";

/** An agent as its own program meets it. */
export type OwnSiemAgent = {
  name: string;
  recovery: SiemAgentSettings["recovery"];
  tenantId: string;
  id: string;
  tokenId: string;
  isDisabled: boolean;
  configuration: SiemConfiguration;
  alertFilters: Record<string, unknown> | null;
  activityFilters: Record<string, unknown> | null;
  lastSeenAt: Date | null;
  lastReportAt: Date | null;
  instanceId: string | null;
  fault: string | null;
  places: FeedPlaces;
  replay: Replay | null;
};

/** How far each kind was sent and acknowledged. */
export type FeedPlaces = { alerts: ArrivalPoint | null; activities: ArrivalPoint | null };
export type Replay = { before: string; since: Date };

const filters = z.record(z.string(), z.unknown()).nullable();
const place = z.object({ transaction: z.string().regex(/^\d{1,20}$/), id: z.string().max(1024) });

/** The agent that has this token, or null. */
export async function findSiemAgentOfToken(
  tx: Transaction,
  tenantId: string,
  tokenId: string,
): Promise<OwnSiemAgent | null> {
  const row = await tx.siemAgent.findFirst({ where: { tenantId, tokenId }, include: { state: true } });
  if (row?.state == null) return null;
  const { state, host, port, protocol, caPem } = row;
  return {
    name: row.name,
    recovery: recoveryOf(row),
    tenantId,
    id: row.id,
    tokenId,
    isDisabled: row.disabledAt !== null,
    configuration: siemConfiguration.parse({
      agentName: row.name,
      version: row.version,
      format: row.format,
      timeFormat: row.timeFormat,
      includePriority: row.includePriority,
      includeSystemName: row.includeSystemName,
      destination: { host, port, protocol, caPem },
    }),
    alertFilters: filters.parse(row.alertFilters),
    activityFilters: filters.parse(row.activityFilters),
    lastSeenAt: state.lastSeenAt,
    lastReportAt: state.lastReportAt,
    instanceId: state.instanceId,
    fault: state.fault,
    places: { alerts: placeOf(state.alertPlace), activities: placeOf(state.activityPlace) },
    replay:
      state.replayBefore === null || state.replaySince === null
        ? null
        : { before: String(state.replayBefore), since: state.replaySince },
  };
}

/** The number below which every transaction that stored events has ended, and the next one that will be drawn. */
export async function eventHorizon(tx: Transaction): Promise<{ oldest: string; next: string }> {
  const rows = await tx.$queryRaw`select oldest::text, next::text from event_horizon()`;
  return z.tuple([z.object({ oldest: z.string(), next: z.string() })]).parse(rows)[0];
}

export async function saveReplay(
  tx: Transaction,
  agent: Pick<OwnSiemAgent, "tenantId" | "id">,
  { replay, places }: { replay: Replay; places: FeedPlaces },
): Promise<void> {
  await tx.siemAgentState.updateMany({
    where: { tenantId: agent.tenantId, agentId: agent.id },
    data: { replayBefore: BigInt(replay.before), replaySince: replay.since, ...placeColumns(places) },
  });
}

/** A pull is a sign of life. */
export async function savePull(
  tx: Transaction,
  agent: Pick<OwnSiemAgent, "tenantId" | "id">,
  pull: { at: Date; backlog: number },
): Promise<void> {
  await tx.siemAgentState.updateMany({
    where: { tenantId: agent.tenantId, agentId: agent.id },
    data: { lastSeenAt: pull.at, backlog: pull.backlog },
  });
}

export async function savePlaces(
  tx: Transaction,
  agent: Pick<OwnSiemAgent, "tenantId" | "id">,
  places: FeedPlaces,
): Promise<void> {
  await tx.siemAgentState.updateMany({
    where: { tenantId: agent.tenantId, agentId: agent.id },
    data: placeColumns(places),
  });
}

export type SavedReport = {
  at: Date;
  agentVersion: string;
  hostName: string;
  instanceId: string;
  isOtherInstance: boolean;
  sent: number;
  fault: { code: SiemFault; detail: string | null; isNew: boolean } | null;
};

export async function saveReport(
  tx: Transaction,
  agent: Pick<OwnSiemAgent, "tenantId" | "id">,
  report: SavedReport,
): Promise<void> {
  const { at, agentVersion, hostName, instanceId, isOtherInstance, sent, fault } = report;
  await tx.siemAgentState.updateMany({
    where: { tenantId: agent.tenantId, agentId: agent.id },
    data: {
      lastSeenAt: at,
      lastReportAt: at,
      agentVersion,
      hostName,
      instanceId,
      ...(isOtherInstance ? { otherInstance: at } : {}),
      ...(sent > 0 ? { sent: { increment: sent }, lastSentAt: at } : {}),
      fault: fault?.code ?? null,
      faultDetail: fault?.detail ?? null,
      ...(fault === null ? { faultSince: null } : fault.isNew ? { faultSince: at } : {}),
    },
  });
}

function placeOf(text: string | null): ArrivalPoint | null {
  return text === null ? null : place.parse(JSON.parse(text));
}

function placeColumns({ alerts, activities }: FeedPlaces) {
  return {
    alertPlace: alerts === null ? null : JSON.stringify(alerts),
    activityPlace: activities === null ? null : JSON.stringify(activities),
  };
}
