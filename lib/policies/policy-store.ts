import { z } from "zod";
import { type FilterColumn, testSql } from "../db/filter-sql";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { Condition } from "../domain/filter";
import type { ListQuery } from "../domain/list-query";
import type { Policy } from "../domain/policy";
import type { PolicyFilter, PolicySort } from "../domain/policy-list";

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

const policyRows: z.ZodType<Policy[]> = z.array(
  z.object({
    id: z.string(),
    type: z.string(),
    name: z.string(),
    description: z.string(),
    severity: z.number(),
    isEnabled: z.boolean(),
    createdAt: z.date(),
    modifiedAt: z.date(),
  }),
);

const policyColumns = Prisma.sql`
  id, type, name, description, severity, is_enabled as "isEnabled", created_at as "createdAt",
  modified_at as "modifiedAt"`;

/** The policies of one page and one more, which tells whether there is a next page. */
export async function findPolicies(
  tx: Transaction,
  visibility: Visibility,
  query: ListQuery<PolicyFilter, PolicySort>,
): Promise<Policy[]> {
  const rows = await tx.$queryRaw`
    select ${policyColumns} from policy where ${whereSql(visibility, query.conditions)}
    order by ${orders[query.sortField][query.direction]} limit ${query.limit + 1} offset ${query.skip}`;
  return policyRows.parse(rows);
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

export async function findPolicyById(tx: Transaction, visibility: Visibility, id: string): Promise<Policy | null> {
  const rows = await tx.$queryRaw`
    select ${policyColumns} from policy where ${whereSql(visibility, [])} and id = ${id}`;
  return policyRows.parse(rows)[0] ?? null;
}

/** Whoever may read policies reads all of the tenant's. */
function whereSql(visibility: Visibility, conditions: readonly Condition<PolicyFilter>[]): Prisma.Sql {
  if (visibility.reach !== "tenant") return Prisma.sql`false`;
  const tests = conditions.map(({ field, test }) => testSql(columns[field], test));
  return Prisma.join([Prisma.sql`tenant_id = ${visibility.tenantId}::uuid`, ...tests], " and ");
}
