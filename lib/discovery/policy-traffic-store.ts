import { z } from "zod";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import { appTags } from "../domain/discovery-tag";
import { unusualUploadHistory } from "../domain/policy-rule";

/*
 * The traffic that policies look at: that of all data sources, without snapshots. Applying a policy acts for nobody: its
 * tenant is that of the transaction in which the traffic was published.
 */

/** Days (UTC), both included. */
export type DayRange = { from: string; to: string };

/** A thousand uploads of one day are no longer unusual. */
const uploadsMaximum = 1_000;

const appDayRows = z.array(
  z.object({ appId: z.number(), day: z.string(), totalBytes: z.number().nullable(), users: z.number() }),
);

/** What went to each catalogued app on each day. */
export async function findAppDays(
  tx: Transaction,
  tenantId: string,
  { from, to }: DayRange,
): Promise<z.infer<typeof appDayRows>> {
  const rows = await tx.$queryRaw`
    select app_id as "appId", to_char(day, 'YYYY-MM-DD') as day, sum(total_bytes)::float8 as "totalBytes",
           (count(distinct user_name) filter (where user_name <> ''))::int as users
    from discovery_traffic
    where ${ofInputs(tenantId)} and day between ${from}::date and ${to}::date and app_id > 0
    group by app_id, day order by day, app_id`;
  return appDayRows.parse(rows);
}

const uploadRows = z.array(
  z.object({
    subject: z.string(),
    day: z.string(),
    uploadedBytes: z.number(),
    meanBefore: z.number().nullable(),
    daysBefore: z.number(),
  }),
);

/** The largest uploads of the days that reach a floor and exceed so many times what was usual before. */
export async function findLargeUploads(
  tx: Transaction,
  tenantId: string,
  { from, to }: DayRange,
  least: { subject: "user" | "app"; factor: number; bytes: number },
): Promise<z.infer<typeof uploadRows>> {
  const { days, daysWithTrafficMinimum } = unusualUploadHistory;
  const [subject, isNamed] =
    least.subject === "user"
      ? [Prisma.sql`user_name`, Prisma.sql`user_name <> ''`]
      : [Prisma.sql`app_id::text`, Prisma.sql`app_id > 0`];
  const rows = await tx.$queryRaw`
    with daily as (
      select ${subject} as subject, day, sum(uploaded_bytes)::float8 as bytes
      from discovery_traffic
      where ${ofInputs(tenantId)} and day between ${from}::date - ${days}::int and ${to}::date and ${isNamed}
      group by 1, 2
    ), compared as (
      select subject, day, bytes, avg(bytes) over before as mean, count(bytes) over before as days
      from daily
      window before as (
        partition by subject order by day
        range between make_interval(days => ${days}::int) preceding and interval '1 day' preceding)
    )
    select subject, to_char(day, 'YYYY-MM-DD') as day, bytes as "uploadedBytes", mean as "meanBefore",
           days::int as "daysBefore"
    from compared
    where day >= ${from}::date and bytes >= ${least.bytes}::float8 and days >= ${daysWithTrafficMinimum}::int
      and bytes > ${least.factor}::float8 * mean
    order by bytes desc, subject limit ${uploadsMaximum}`;
  return uploadRows.parse(rows);
}

const tagRows = z.array(z.object({ appId: z.number(), tag: z.enum(appTags) }));

/** What the tenant says about apps. */
export async function findTaggedApps(tx: Transaction, tenantId: string): Promise<z.infer<typeof tagRows>> {
  return tagRows.parse(await tx.discoveryAppTag.findMany({ where: { tenantId }, select: { appId: true, tag: true } }));
}

function ofInputs(tenantId: string): Prisma.Sql {
  return Prisma.sql`tenant_id = ${tenantId}::uuid and stream_id in (
    select id from discovery_stream where tenant_id = ${tenantId}::uuid and kind = 'input')`;
}
