import { z } from "zod";
import type { AuditAction, AuditActorKind } from "./audit-event";
import type { Role } from "./role-table";
import { type CallOutcome, callOutcomes, isUse, type OutcomeClass } from "./token-usage";

/** How far back a token's page looks. */
export const usageRanges = ["24h", "7d", "30d"] as const;
export type UsageRange = (typeof usageRanges)[number];

/** A token's page as its address says it. Anything unreadable is the default. */
export const usageView = z.object({ range: z.enum(usageRanges).catch("7d").default("7d") });

export type UsageStep = "hour" | "day";

const hourMilliseconds = 3_600_000;
const dayMilliseconds = 24 * hourMilliseconds;
const spans: Record<UsageRange, { step: UsageStep; count: number }> = {
  "24h": { step: "hour", count: 24 },
  "7d": { step: "day", count: 7 },
  "30d": { step: "day", count: 30 },
};

/** The steps of a range up to now, this one included: hours, or days in UTC. */
export function stepsOf(range: UsageRange, now: Date): { step: UsageStep; begins: Date[] } {
  const { step, count } = spans[range];
  const length = step === "hour" ? hourMilliseconds : dayMilliseconds;
  const latest = now.getTime() - (now.getTime() % length);
  const begins = Array.from({ length: count }, (_, index) => new Date(latest - (count - 1 - index) * length));
  return { step, begins };
}

export type OutcomeCounts = Record<OutcomeClass, number>;

/** Calls of one hour, or of one day in UTC. */
export type UsagePoint = { at: Date; calls: OutcomeCounts };

/** Who calls with a token, and what for: a client at a network on a route. */
export type TokenCaller = {
  tokenName: string;
  /** Family of user agents such as `curl`; empty when the client does not say, `other` for all further ones. */
  client: string;
  /** An address, the network that it belongs to, or `other`. */
  network: string;
  method: string;
  route: string;
  calls: number;
  /** How many of them the guard refused. */
  refused: number;
  lastAt: Date;
};

/** The callers of a period, the latest first, no more than fit a page. */
export type CallerList = {
  callers: TokenCaller[];
  /** How many there are. */
  total: number;
};

/** Who would be cut off: the callers of the past 30 days whose calls were let through. */
export type UsageImpact = CallerList & {
  /** All their calls. */
  calls: number;
  /** The latest of them; null when there was none. */
  lastAt: Date | null;
  /** Since when calls are known. */
  trackedSince: Date;
};

/** Something that was done to a token, or to what its owner may do, from the audit log. */
export type TokenEvent = {
  id: string;
  at: Date;
  action: AuditAction;
  actorKind: AuditActorKind;
  /** As it was at that moment. */
  actorName: string;
  /** Roles of the owner before and after, where that is what changed. */
  before: Role | null;
  after: Role | null;
  /** Whether it was revoked because somebody else had it, and where that was, as far as they said. */
  isLeak: boolean;
  foundAt: string | null;
};

/** An address from which a token was used. */
export type RecentAddress = { ip: string; lastAt: Date };

/** The outcomes in which the guard turned a call down. */
export const refusals: readonly CallOutcome[] = callOutcomes.filter((outcome) => !isUse(outcome));
