import { z } from "zod";
import { type FilterColumn, testSql } from "../db/filter-sql";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { Entity, EntityKey } from "../domain/entity";
import type { EntityFilter, EntitySort } from "../domain/entity-list";
import type { Condition } from "../domain/filter";
import type { ListQuery } from "../domain/list-query";

const columns: Record<EntityFilter, FilterColumn> = {
  type: {
    sql: Prisma.sql`(case when saas = 0 then array['user', '1'] else array['account', '2'] end)`,
    type: "text[]",
  },
  isAdmin: { sql: Prisma.sql`is_admin`, type: "boolean" },
  entity: { sql: Prisma.sql`entity_keys`, type: "text[]" },
  userGroups: { sql: Prisma.sql`user_groups`, type: "text[]" },
  app: { sql: Prisma.sql`saas`, type: "int" },
  instance: { sql: Prisma.sql`array[inst::text, saas || '|' || inst]`, type: "text[]" },
  isExternal: { sql: Prisma.sql`is_external`, type: "boolean" },
  domain: { sql: Prisma.sql`domain`, type: "text" },
  organization: { sql: Prisma.sql`organization`, type: "text" },
  status: { sql: Prisma.sql`status`, type: "int" },
  service: { sql: Prisma.sql`saas`, type: "int" },
  affiliation: { sql: Prisma.sql`is_external`, type: "boolean" },
  "user.username": { sql: Prisma.sql`id`, type: "text" },
};

const byDate = {
  asc: Prisma.sql`last_seen_at, id, saas, inst`,
  desc: Prisma.sql`last_seen_at desc, id desc, saas desc, inst desc`,
};
const orders: Record<EntitySort, Record<"asc" | "desc", Prisma.Sql>> = {
  date: byDate,
  lastSeen: byDate,
  // No entity has a score of its own: what is equally severe comes by date.
  severity: byDate,
  username: { asc: Prisma.sql`id, saas, inst`, desc: Prisma.sql`id desc, saas desc, inst desc` },
};

const entityRows: z.ZodType<Entity[]> = z.array(
  z.object({
    id: z.string(),
    saas: z.number(),
    inst: z.number(),
    appName: z.string().nullable(),
    displayName: z.string(),
    domain: z.string().nullable(),
    organization: z.string().nullable(),
    isAdmin: z.boolean(),
    isExternal: z.boolean().nullable(),
    status: z.number(),
    userGroups: z.array(z.string()),
    lastSeenAt: z.date(),
  }),
);

const entityColumns = Prisma.sql`
  id, saas, inst, app_name as "appName", display_name as "displayName", domain, organization, is_admin as "isAdmin",
  is_external as "isExternal", status, user_groups as "userGroups", last_seen_at as "lastSeenAt"`;

/** Which entities a list is about. */
export type EntityScope = "all" | "accounts";

/** The entities of one page and one more, which tells whether there is a next page. */
export async function findEntities(
  tx: Transaction,
  visibility: Visibility,
  scope: EntityScope,
  query: ListQuery<EntityFilter, EntitySort>,
): Promise<Entity[]> {
  const rows = await tx.$queryRaw`
    select ${entityColumns} from entity where ${whereSql(visibility, scope, query.conditions)}
    order by ${orders[query.sortField][query.direction]} limit ${query.limit + 1} offset ${query.skip}`;
  return entityRows.parse(rows);
}

/** How many entities match, counted up to a cap. */
export async function countEntities(
  tx: Transaction,
  visibility: Visibility,
  scope: EntityScope,
  conditions: readonly Condition<EntityFilter>[],
  cap: number,
): Promise<number> {
  const rows = await tx.$queryRaw`
    select count(*)::int as total from (
      select from entity where ${whereSql(visibility, scope, conditions)} limit ${cap}
    ) as capped`;
  return z.tuple([z.object({ total: z.number() })]).parse(rows)[0].total;
}

/** The user of an id and its accounts, the user first. */
export async function findFamily(
  tx: Transaction,
  visibility: Visibility,
  id: string,
  limit: number,
): Promise<Entity[]> {
  const rows = await tx.$queryRaw`
    select ${entityColumns} from entity where ${whereSql(visibility, "all", [])} and id = ${id}
    order by saas, inst limit ${limit}`;
  return entityRows.parse(rows);
}

export async function findEntityByKey(
  tx: Transaction,
  visibility: Visibility,
  { id, saas, inst }: EntityKey,
): Promise<Entity | null> {
  const rows = await tx.$queryRaw`
    select ${entityColumns} from entity
    where ${whereSql(visibility, "all", [])} and id = ${id} and saas = ${saas} and inst = ${inst}`;
  return entityRows.parse(rows)[0] ?? null;
}

/** Nobody sees only a part of the entities yet: whoever does not see the tenant's sees none. */
function whereSql(
  visibility: Visibility,
  scope: EntityScope,
  conditions: readonly Condition<EntityFilter>[],
): Prisma.Sql {
  if (visibility.reach !== "tenant") return Prisma.sql`false`;
  const isOurs = Prisma.sql`tenant_id = ${visibility.tenantId}::uuid`;
  const isInScope = scope === "accounts" ? Prisma.sql`saas <> 0` : Prisma.sql`true`;
  const tests = conditions.map(({ field, test }) => testSql(columns[field], test));
  return Prisma.join([isOurs, isInScope, ...tests], " and ");
}
