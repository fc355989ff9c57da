import { z } from "zod";
import { type FilterColumn, testSql } from "../db/filter-sql";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { Condition } from "../domain/filter";
import type { ListQuery } from "../domain/list-query";
import { openAlertCap, type Policy, policyTypes, type WatchedPolicy } from "../domain/policy";
import type { PolicyFilter, PolicySort } from "../domain/policy-list";
import { policyRule } from "../domain/policy-rule";

/** Whose matches a list shows: alerts as the reader may see them, matches since a day (UTC). */
export type MatchScope = { alerts: Visibility; since: string };

const columns: Record<PolicyFilter, FilterColumn> = {
  type: { sql: Prisma.sql`type`, type: "text" },
  id: { sql: Prisma.sql`id`, type: "text" },
  name: { sql: Prisma.sql`name`, type: "text" },
  severity: { sql: Prisma.sql`severity`, type: "int" },
  enabled: { sql: Prisma.sql`is_enabled`, type: "boolean" },
};

const orders: Record<PolicySort, Record<"asc" | "desc", Prisma.Sql>> = {
  lastModified: { asc: Prisma.sql`modified_at, id`, desc: Prisma.sql`modified_at desc, id desc` },
  name: { asc: Prisma.sql`name, id`, desc: Prisma.sql`name desc, id desc` },
  severity: { asc: Prisma.sql`severity, id`, desc: Prisma.sql`severity desc, id desc` },
};

const policyRow = z.object({
  id: z.string(),
  type: z.enum(policyTypes),
  name: z.string(),
  description: z.string(),
  severity: z.number(),
  isEnabled: z.boolean(),
  isBuiltIn: z.boolean(),
  dailyLimit: z.number(),
  rule: policyRule.nullable(),
  createdAt: z.date(),
  modifiedAt: z.date(),
});
const policyRows: z.ZodType<Policy[]> = z.array(policyRow);
/** What `policyColumns` and `matchColumns` bring together. */
export const watchedRow = policyRow.extend({
  matches: z.number(),
  openAlerts: z.number(),
  lastAlertAt: z.date().nullable(),
});
const watchedRows: z.ZodType<WatchedPolicy[]> = z.array(watchedRow);

export const policyColumns = Prisma.sql`
  id, type, name, description, severity, is_enabled as "isEnabled", is_built_in as "isBuiltIn",
  daily_limit as "dailyLimit", rule, created_at as "createdAt", modified_at as "modifiedAt"`;

/** The policies of one page with their matches, and one more, which tells whether there is a next page. */
export async function findPolicies(
  tx: Transaction,
  visibility: Visibility,
  query: ListQuery<PolicyFilter, PolicySort>,
  scope: MatchScope,
): Promise<WatchedPolicy[]> {
  const order = orders[query.sortField][query.direction];
  const rows = await tx.$queryRaw`
    select ${policyColumns}, ${matchColumns(scope)} from (
      select * from policy where ${whereSql(visibility, query.conditions)}
      order by ${order} limit ${query.limit + 1} offset ${query.skip}
    ) as policy order by ${order}`;
  return watchedRows.parse(rows);
}

/** How many policies match, counted up to a cap. */
export async function countPolicies(
  tx: Transaction,
  visibility: Visibility,
  conditions: readonly Condition<PolicyFilter>[],
  cap: number,
): Promise<number> {
  const rows = await tx.$queryRaw`
    select count(*)::int as total from (
      select from policy where ${whereSql(visibility, conditions)} limit ${cap}
    ) as capped`;
  return z.tuple([z.object({ total: z.number() })]).parse(rows)[0].total;
}

export async function findWatchedPolicy(
  tx: Transaction,
  visibility: Visibility,
  id: string,
  scope: MatchScope,
): Promise<WatchedPolicy | null> {
  const rows = await tx.$queryRaw`
    select ${policyColumns}, ${matchColumns(scope)} from policy where ${whereSql(visibility, [])} and id = ${id}`;
  return watchedRows.parse(rows)[0] ?? null;
}

export async function findPolicyNameById(tx: Transaction, visibility: Visibility, id: string): Promise<string | null> {
  const rows = await tx.$queryRaw`select name from policy where ${whereSql(visibility, [])} and id = ${id}`;
  return z.array(z.object({ name: z.string() })).parse(rows)[0]?.name ?? null;
}

/** A policy that is about to change: nobody else changes it, and no match of it is settled, before the transaction ends. */
export async function findPolicyForUpdate(tx: Transaction, visibility: Visibility, id: string): Promise<Policy | null> {
  const rows = await tx.$queryRaw`
    select ${policyColumns} from policy where ${whereSql(visibility, [])} and id = ${id} for no key update`;
  return policyRows.parse(rows)[0] ?? null;
}

/** The tenant's policies that are switched on and have a rule. Acts for nobody. */
export async function findEnabledPolicies(tx: Transaction, tenantId: string): Promise<Policy[]> {
  const rows = await tx.$queryRaw`
    select ${policyColumns} from policy
    where tenant_id = ${tenantId}::uuid and is_enabled and rule is not null order by id`;
  return policyRows.parse(rows);
}

/** Holds those of the policies that are switched on still, always in the order of their ids. Acts for nobody. */
export async function lockEnabledPolicies(
  tx: Transaction,
  tenantId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.$queryRaw`
    select id from policy where tenant_id = ${tenantId}::uuid and id = any (${ids}::text[]) and is_enabled
    order by id for no key update`;
  return new Set(
    z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id),
  );
}

/** What became of the matches of a row of `policy`: each count is bounded, so that a page costs the same in any tenant. */
export function matchColumns({ alerts, since }: MatchScope): Prisma.Sql {
  const ofPolicy = Prisma.sql`
    a.tenant_id = policy.tenant_id and a.policy_id = policy.id and ${alertsSql(alerts)}`;
  return Prisma.sql`
    (select coalesce(sum(d.matches), 0)::int from policy_day d
     where d.tenant_id = policy.tenant_id and d.policy_id = policy.id and d.day >= ${since}::date) as matches,
    (select count(*)::int from (
       select from alert a where ${ofPolicy} and a.resolution = 0 limit ${openAlertCap}
     ) as capped) as "openAlerts",
    (select a.raised_at from alert a where ${ofPolicy} order by a.raised_at desc limit 1) as "lastAlertAt"`;
}

/** Whoever sees Cloud Discovery's part of the alerts counts that part alone. */
function alertsSql(visibility: Visibility): Prisma.Sql {
  switch (visibility.reach) {
    case "tenant":
      return Prisma.sql`true`;
    case "discovery":
      return Prisma.sql`a.is_discovery`;
    case "own":
      return Prisma.sql`false`;
  }
}

/** Whoever may read policies reads all of the tenant's. */
function whereSql(visibility: Visibility, conditions: readonly Condition<PolicyFilter>[]): Prisma.Sql {
  if (visibility.reach !== "tenant") return Prisma.sql`false`;
  const tests = conditions.map(({ field, test }) => testSql(columns[field], test));
  return Prisma.join([Prisma.sql`tenant_id = ${visibility.tenantId}::uuid`, ...tests], " and ");
}
