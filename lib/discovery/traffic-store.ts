import { z } from "zod";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";

/** The traffic of one report since a day; the Global View is every data source's. */
export type TrafficScope = {
  streamId: string | "all-inputs";
  since: Date;
  /** Only what this person did. */
  user?: string;
  /** Only what went to this app. */
  appId?: number;
};

/**
 * A row's traffic as far as its log tells: some logs, Squid's among them, count one direction alone. Where both are known
 * the total is too.
 */
export const knownBytes = Prisma.sql`coalesce(total_bytes, uploaded_bytes, downloaded_bytes)`;

const appRows = z.array(
  z.object({
    appId: z.number(),
    totalBytes: z.number().nullable(),
    uploadedBytes: z.number().nullable(),
    downloadedBytes: z.number().nullable(),
    transactions: z.number(),
    blockedTransactions: z.number(),
    users: z.number(),
    ipAddresses: z.number(),
    lastSeenAt: z.date(),
  }),
);
export type AppTraffic = z.infer<typeof appRows>[number];

/** What went to each catalogued app; as many rows as apps, so at most some thousands. */
export async function findAppTraffic(
  tx: Transaction,
  visibility: Visibility,
  scope: TrafficScope,
): Promise<AppTraffic[]> {
  const rows = await tx.$queryRaw`
    select app_id as "appId", sum(${knownBytes})::float8 as "totalBytes", sum(uploaded_bytes)::float8 as "uploadedBytes",
           sum(downloaded_bytes)::float8 as "downloadedBytes", sum(transactions)::float8 as transactions,
           sum(blocked_transactions)::float8 as "blockedTransactions",
           (count(distinct user_name) filter (where user_name <> ''))::int as users,
           count(distinct source_ip)::int as "ipAddresses", max(last_seen_at) as "lastSeenAt"
    from discovery_traffic
    where ${scopeSql(visibility, scope)} and app_id > 0
    group by app_id order by app_id`;
  return appRows.parse(rows);
}

const sumsRow = z.object({
  /** Null in the row of all days. */
  day: z.string().nullable(),
  totalBytes: z.number().nullable(),
  uploadedBytes: z.number().nullable(),
  downloadedBytes: z.number().nullable(),
  transactions: z.number().nullable(),
  blockedTransactions: z.number().nullable(),
  users: z.number(),
  ipAddresses: z.number(),
  lastSeenAt: z.date().nullable(),
});
export type DaySums = z.infer<typeof sumsRow>;

/** What went to catalogued apps on each day that had traffic, and on all of them together, whose `day` is null. */
export async function findTrafficByDay(
  tx: Transaction,
  visibility: Visibility,
  scope: TrafficScope,
): Promise<DaySums[]> {
  const rows = await tx.$queryRaw`
    select to_char(day, 'YYYY-MM-DD') as day, sum(${knownBytes})::float8 as "totalBytes",
           sum(uploaded_bytes)::float8 as "uploadedBytes", sum(downloaded_bytes)::float8 as "downloadedBytes",
           sum(transactions)::float8 as transactions, sum(blocked_transactions)::float8 as "blockedTransactions",
           (count(distinct user_name) filter (where user_name <> ''))::int as users,
           count(distinct source_ip)::int as "ipAddresses", max(last_seen_at) as "lastSeenAt"
    from discovery_traffic
    where ${scopeSql(visibility, scope)} and app_id > 0
    group by grouping sets ((day), ()) order by 1`;
  return z.array(sumsRow).parse(rows);
}

/** The apps that something went to. */
export async function findSeenApps(tx: Transaction, visibility: Visibility, scope: TrafficScope): Promise<number[]> {
  const rows = await tx.$queryRaw`
    select distinct app_id as "appId" from discovery_traffic where ${scopeSql(visibility, scope)} and app_id > 0`;
  return z
    .array(z.object({ appId: z.number() }))
    .parse(rows)
    .map(({ appId }) => appId);
}

/** The rows of a scope, for a query of `discovery_traffic`. */
export function scopeSql(visibility: Visibility, { streamId, since, user, appId }: TrafficScope): Prisma.Sql {
  const { tenantId } = visibility;
  const streams =
    streamId === "all-inputs"
      ? Prisma.sql`stream_id in (
          select id from discovery_stream where tenant_id = ${tenantId}::uuid and kind = 'input')`
      : Prisma.sql`stream_id = ${streamId}`;
  return Prisma.sql`tenant_id = ${tenantId}::uuid and ${streams} and day >= ${since}::date
    and ${user === undefined ? Prisma.sql`true` : Prisma.sql`user_name = ${user}`}
    and ${appId === undefined ? Prisma.sql`true` : Prisma.sql`app_id = ${appId}`}`;
}
