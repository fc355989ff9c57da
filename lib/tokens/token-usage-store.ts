import { z } from "zod";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { callOutcomes, classOfOutcome } from "../domain/token-usage";
import { type CallerList, refusals, type UsageImpact, type UsagePoint, type UsageStep } from "../domain/usage-view";
import { shareOf } from "./token-filter-store";

/** Callers that one answer lists; a token rarely has more than a handful. */
const callersMaximum = 50;

const pointRows = z.array(z.object({ at: z.date(), outcome: z.enum(callOutcomes), calls: z.number() }));
const callerRows = z.array(
  z.object({
    tokenName: z.string(),
    client: z.string(),
    network: z.string(),
    method: z.string(),
    route: z.string(),
    calls: z.number(),
    refused: z.number(),
    lastAt: z.date(),
    total: z.number(),
    allCalls: z.number(),
  }),
);
const trendRows = z.array(z.object({ publicId: z.string(), at: z.date(), calls: z.number() }));

/** Calls of a token in each step, refused ones too: one point for each beginning, zeros included. */
export async function findUsagePoints(
  tx: Transaction,
  visibility: Visibility,
  publicId: string,
  { step, begins }: { step: UsageStep; begins: readonly Date[] },
): Promise<UsagePoint[]> {
  const since = begins[0];
  if (since === undefined) return [];
  const rows = await tx.$queryRaw`
    select date_trunc(${step}, c.at, 'UTC') as at, c.outcome, sum(c.calls)::float8 as calls
    from api_token k ${callsSince(since)}
    where ${shareOf(visibility)} and ${isToken(publicId)}
    group by 1, 2`;
  const points = new Map(
    begins.map((at) => [at.getTime(), { at, calls: { answered: 0, invalid: 0, failed: 0, refused: 0 } }]),
  );
  for (const { at, outcome, calls } of pointRows.parse(rows)) {
    const point = points.get(at.getTime());
    if (point !== undefined) point.calls[classOfOutcome(outcome)] += calls;
  }
  return [...points.values()];
}

/** Calls of each of some tokens in each day (UTC), in the order of the days; nothing for tokens that are out of reach. */
export async function findTrends(
  tx: Transaction,
  visibility: Visibility,
  publicIds: readonly string[],
  days: readonly Date[],
): Promise<Map<string, number[]>> {
  const since = days[0];
  if (since === undefined || publicIds.length === 0) return new Map();
  const rows = await tx.$queryRaw`
    select k.public_id as "publicId", date_trunc('day', c.at, 'UTC') as at, sum(c.calls)::float8 as calls
    from api_token k ${callsSince(since)}
    where ${shareOf(visibility)} and k.public_id = any(${publicIds}::bpchar[])
    group by 1, 2`;
  const places = new Map(days.map((day, place) => [day.getTime(), place]));
  const trends = new Map<string, number[]>();
  for (const { publicId, at, calls } of trendRows.parse(rows)) {
    const place = places.get(at.getTime());
    if (place === undefined) continue;
    const trend = trends.get(publicId) ?? days.map(() => 0);
    trend[place] = calls;
    trends.set(publicId, trend);
  }
  return trends;
}

/** Who called with a token since a moment, refused ones too. */
export async function findCallers(
  tx: Transaction,
  visibility: Visibility,
  publicId: string,
  since: Date,
): Promise<CallerList> {
  const { callers, total } = await groupCallers(tx, visibility, isToken(publicId), since, false);
  return { callers, total };
}

/** Whom it would cut off to revoke a token: its callers since a moment, refused calls aside. */
export function findImpactOfToken(
  tx: Transaction,
  visibility: Visibility,
  publicId: string,
  since: Date,
): Promise<Omit<UsageImpact, "trackedSince">> {
  return groupCallers(tx, visibility, isToken(publicId), since, true);
}

/** Whom it would cut off to deactivate a member: the callers of all their living tokens, refused calls aside. */
export function findImpactOfOwner(
  tx: Transaction,
  visibility: Visibility,
  memberId: string,
  since: Date,
): Promise<Omit<UsageImpact, "trackedSince">> {
  const theirs = Prisma.sql`k.member_id = ${memberId}::uuid and k.revoked_at is null`;
  return groupCallers(tx, visibility, theirs, since, true);
}

async function groupCallers(
  tx: Transaction,
  visibility: Visibility,
  which: Prisma.Sql,
  since: Date,
  onlyUses: boolean,
): Promise<Omit<UsageImpact, "trackedSince">> {
  const rows = await tx.$queryRaw`
    select k.name as "tokenName", c.client, c.network, c.method, c.route, sum(c.calls)::float8 as calls,
           coalesce(sum(c.calls) filter (where c.outcome = any(${refusals}::text[])), 0)::float8 as refused,
           max(c.last_at) as "lastAt", count(*) over ()::int as total, sum(sum(c.calls)) over ()::float8 as "allCalls"
    from api_token k ${callsSince(since)}
    where ${shareOf(visibility)} and ${which} and (${!onlyUses} or c.outcome <> all(${refusals}::text[]))
    group by k.id, k.name, c.client, c.network, c.method, c.route
    order by "lastAt" desc, calls desc, c.client, c.network, c.route, c.method
    limit ${callersMaximum}`;
  const found = callerRows.parse(rows);
  const [first] = found;
  return {
    callers: found.map(({ total: _, allCalls: __, ...caller }) => caller),
    total: first?.total ?? 0,
    calls: first?.allCalls ?? 0,
    lastAt: first?.lastAt ?? null,
  };
}

/** Calls of the tokens `k` as `c`, from hours and from days, along their primary keys. */
function callsSince(since: Date): Prisma.Sql {
  return Prisma.sql`cross join lateral (
    select h.hour as at, h.method, h.route, h.outcome, h.client, h.network, h.calls, h.last_at
    from token_call h where h.tenant_id = k.tenant_id and h.token_id = k.id and h.hour >= ${since}
    union all
    select d.day::timestamp at time zone 'UTC', d.method, d.route, d.outcome, d.client, d.network, d.calls, d.last_at
    from token_call_day d
    where d.tenant_id = k.tenant_id and d.token_id = k.id and d.day >= (${since}::timestamptz at time zone 'UTC')::date
  ) as c`;
}

/** Compared as the char(12) that it is: as text no index would serve. */
function isToken(publicId: string): Prisma.Sql {
  return Prisma.sql`k.public_id = ${publicId}::bpchar`;
}
