import { recordEvent } from "../audit/record-event";
import { awaitedConnectionTest, noteConnectionTestProgress } from "../connection-tests/connection-tests";
import { type Transaction, withTenant } from "../db/transaction";
import type { Caller, TokenPrincipal } from "../domain/access";
import type { ArrivalPoint, ArrivalWindow } from "../domain/arrival";
import type { ConnectionTestReport } from "../domain/connection-test";
import { Failure } from "../domain/failure";
import { otherInstanceWithin, siemReplayHours } from "../domain/siem-agent";
import type { SiemReport } from "../domain/siem-feed";
import { openPlaces } from "./feed-cursor";
import { markSiemAgentDisabled } from "./siem-agent-store";
import {
  eventHorizon,
  type FeedPlaces,
  findSiemAgentOfToken,
  type OwnSiemAgent,
  savePlaces,
  savePull,
  saveReplay,
  saveReport,
} from "./siem-feed-store";

type AgentCaller = Caller<TokenPrincipal>;

/** What an agent reads next, kind by kind; null for a kind that it does not send. */
export type SiemFeed = {
  agent: OwnSiemAgent;
  alerts: ArrivalWindow | null;
  activities: ArrivalWindow | null;
  /** Whether everything before was acknowledged. */
  isAcknowledged: boolean;
};

/** Asks a feature where its rows since a moment begin. */
export type FirstArrivals = Record<"alerts" | "activities", (since: Date) => Promise<string | null>>;

/**
 * The agent whose token calls.
 * @throws Failure `unauthenticated` for a token without an agent, `forbidden` while the agent is disabled
 */
export function ownSiemAgent(caller: AgentCaller): Promise<OwnSiemAgent> {
  return withTenant(caller.principal.tenantId, (tx) => requireAgent(tx, caller));
}

/**
 * Where the calling agent reads on. At its first contact, and after a silence longer than the replay reaches, it begins
 * with what happened in the last two days; a recovery agent begins once, with its period.
 * @param after a cursor of an earlier batch; null for the last acknowledged place
 */
export async function openSiemFeed(
  caller: AgentCaller,
  { after, now, firstArrivals }: { after: string | null; now: Date; firstArrivals: FirstArrivals },
): Promise<SiemFeed> {
  const { tenantId } = caller.principal;
  const { agent, horizon } = await withTenant(tenantId, async (tx) => ({
    agent: await requireAgent(tx, caller),
    horizon: await eventHorizon(tx),
  }));
  const since = agent.recovery?.from ?? new Date(now.getTime() - siemReplayHours * 3_600_000);
  let { places, replay } = agent;
  if (
    replay === null ||
    agent.lastSeenAt === null ||
    agent.lastSeenAt < since ||
    isOfAnotherLife(places, horizon.next)
  ) {
    const [alerts, activities] = [await firstArrivals.alerts(since), await firstArrivals.activities(since)];
    replay = { before: horizon.oldest, since };
    places = {
      alerts: later(firstPlace(alerts, horizon.oldest), places.alerts, horizon.next),
      activities: later(firstPlace(activities, horizon.oldest), places.activities, horizon.next),
    };
    const started = { replay, places };
    await withTenant(tenantId, (tx) => saveReplay(tx, agent, started));
  }
  const from = (after === null ? null : openPlaces(after)) ?? places;
  const window = (point: ArrivalPoint | null): ArrivalWindow => ({
    after: point,
    replayBefore: replay.before,
    replaySince: replay.since,
    before: horizon.oldest,
  });
  return {
    agent,
    alerts: agent.alertFilters === null ? null : window(from.alerts),
    activities: agent.activityFilters === null ? null : window(from.activities),
    isAcknowledged:
      (agent.alertFilters === null || isSame(from.alerts, places.alerts)) &&
      (agent.activityFilters === null || isSame(from.activities, places.activities)),
  };
}

/**
 * Disables a recovery agent whose period is over and was sent. The agent that calls is who did it: nobody else was there.
 * Again changes nothing.
 */
export function endSiemRecovery(caller: AgentCaller, { tenantId, id }: OwnSiemAgent, now: Date): Promise<void> {
  return withTenant(tenantId, async (tx) => {
    const { name } = await requireAgent(tx, caller);
    await markSiemAgentDisabled(tx, { tenantId }, id, now);
    await recordEvent(tx, caller, {
      action: "siem-agent.disabled",
      target: { kind: "siem-agent", id, name },
      detail: { recovered: true },
    });
  });
}

/**
 * Notes that the agent was here, and how much waits for it.
 * @returns the connection test that the agent should take up, or null
 */
export function recordSiemPull(
  caller: AgentCaller,
  agent: OwnSiemAgent,
  pull: { at: Date; backlog: number },
): Promise<string | null> {
  return withTenant(caller.principal.tenantId, async (tx) => {
    await savePull(tx, agent, pull);
    return awaitedConnectionTest(tx, agent, pull.at);
  });
}

/**
 * Everything up to a cursor was sent: the agent's place moves there, and never back. Again changes nothing.
 * @throws Failure `invalid` for a cursor that no batch gave
 */
export function acknowledgeSiemEvents(caller: AgentCaller, cursor: string): Promise<void> {
  const sent = openPlaces(cursor);
  if (sent === null) throw new Failure("invalid", "cursor is not one that a batch gave", { field: "cursor" });
  return withTenant(caller.principal.tenantId, async (tx) => {
    const { tenantId, id, places } = await requireAgent(tx, caller);
    await savePlaces(
      tx,
      { tenantId, id },
      {
        alerts: forward(places.alerts, sent.alerts),
        activities: forward(places.activities, sent.activities),
      },
    );
  });
}

/** Keeps how far an agent has come with a connection test. A test that nobody asked for, or that has ended, changes nothing. */
export function reportSiemConnectionTest(caller: AgentCaller, report: ConnectionTestReport, now: Date): Promise<void> {
  return withTenant(caller.principal.tenantId, async (tx) =>
    noteConnectionTestProgress(tx, await requireAgent(tx, caller), report, now),
  );
}

/**
 * Keeps what an agent says of itself, and notices when two programs share one token.
 * @returns the connection test that the agent should take up, or null
 */
export function reportSiemAgent(caller: AgentCaller, report: SiemReport, now: Date): Promise<string | null> {
  return withTenant(caller.principal.tenantId, async (tx) => {
    const agent = await requireAgent(tx, caller);
    const { agentVersion, hostName, instanceId, sent, fault, faultDetail } = report;
    const sinceLast =
      agent.lastReportAt === null ? Number.POSITIVE_INFINITY : now.getTime() - agent.lastReportAt.getTime();
    const isOtherInstance =
      agent.instanceId !== null && agent.instanceId !== instanceId && sinceLast < otherInstanceWithin;
    await saveReport(tx, agent, {
      at: now,
      agentVersion,
      hostName,
      instanceId,
      isOtherInstance,
      sent,
      fault: fault === null ? null : { code: fault, detail: faultDetail, isNew: agent.fault !== fault },
    });
    return awaitedConnectionTest(tx, agent, now);
  });
}

async function requireAgent(tx: Transaction, caller: AgentCaller): Promise<OwnSiemAgent> {
  const { tenantId, tokenId } = caller.principal;
  const agent = await findSiemAgentOfToken(tx, tenantId, tokenId);
  if (agent === null) throw new Failure("unauthenticated", "Invalid token", { messageKey: "unauthenticated" });
  if (agent.isDisabled)
    throw new Failure("forbidden", "This SIEM agent is disabled in the portal", { messageKey: "forbidden" });
  return agent;
}

/** A database that was restored without its sequences counts anew; places of its former life lie ahead of all that comes. */
function isOfAnotherLife({ alerts, activities }: FeedPlaces, next: string): boolean {
  return [alerts, activities].some((point) => point !== null && BigInt(point.transaction) >= BigInt(next));
}

/** In front of the first event that is wanted, and of all that is being stored at this moment and shows only later. */
function firstPlace(first: string | null, oldest: string): ArrivalPoint {
  return { transaction: first === null || BigInt(oldest) < BigInt(first) ? oldest : first, id: "" };
}

function isSame(one: ArrivalPoint | null, other: ArrivalPoint | null): boolean {
  return one?.transaction === other?.transaction && one?.id === other?.id;
}

function later(start: ArrivalPoint, known: ArrivalPoint | null, next: string): ArrivalPoint {
  if (known === null || BigInt(known.transaction) >= BigInt(next)) return start;
  return BigInt(known.transaction) >= BigInt(start.transaction) ? known : start;
}

/** Within one transaction the order of ids is the database's, so the newer word stands. */
function forward(known: ArrivalPoint | null, sent: ArrivalPoint | null): ArrivalPoint | null {
  if (sent === null || known === null) return sent ?? known;
  return BigInt(sent.transaction) >= BigInt(known.transaction) ? sent : known;
}
