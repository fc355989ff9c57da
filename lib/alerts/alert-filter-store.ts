import { type FilterColumn, testSql } from "../db/filter-sql";
import { Prisma } from "../db/generated/client";
import type { Visibility } from "../domain/access";
import { type AlertFilter, alertKeyPrefixes } from "../domain/alert-list";
import type { Condition, Scalar } from "../domain/filter";

const entityKeys: FilterColumn = {
  sql: Prisma.sql`entity_keys`,
  type: "text[]",
};

/** Which column answers which filter. */
const columns: Record<AlertFilter, FilterColumn> = {
  "entity.entity": entityKeys,
  "entity.user": entityKeys,
  "entity.ip": entityKeys,
  "entity.service": entityKeys,
  "entity.instance": entityKeys,
  "entity.policy": entityKeys,
  "entity.file": entityKeys,
  alertOpen: { sql: Prisma.sql`(resolution = 0)`, type: "boolean" },
  severity: { sql: Prisma.sql`severity`, type: "int" },
  resolutionStatus: { sql: Prisma.sql`resolution`, type: "int" },
  read: { sql: Prisma.sql`(read_at is not null)`, type: "boolean" },
  date: { sql: Prisma.sql`raised_at`, type: "timestamptz" },
  resolutionDate: { sql: Prisma.sql`resolved_at`, type: "timestamptz" },
  risk: { sql: Prisma.sql`risk`, type: "int" },
  alertType: { sql: Prisma.sql`type_number`, type: "int" },
  id: { sql: Prisma.sql`id`, type: "text" },
  source: {
    sql: Prisma.sql`(case when policy_id is null then 'built-in' else 'policy' end)`,
    type: "text",
  },
};

/** The condition on `alert` that keeps what a visibility shows. */
export function visibleSql(visibility: Visibility): Prisma.Sql {
  const isOfTenant = Prisma.sql`tenant_id = ${visibility.tenantId}::uuid`;
  switch (visibility.reach) {
    case "tenant":
      return isOfTenant;
    case "discovery":
      return Prisma.sql`${isOfTenant} and is_discovery`;
    case "own":
      return Prisma.sql`false`;
  }
}

/** The condition on `alert` that keeps what passes a list's filters. */
export function conditionsSql(conditions: readonly Condition<AlertFilter>[]): Prisma.Sql {
  return allOf(conditions.map(conditionSql));
}

function conditionSql({ field, test }: Condition<AlertFilter>): Prisma.Sql {
  const keyed = isEntityFilter(field) && test.kind === "among" ? { ...test, values: keysOf(field, test.values) } : test;
  return testSql(columns[field], keyed);
}

/** Under which keys a condition wants alerts to be found; null when it is about something else, or wants the others. */
export function wantedKeys({ field, test }: Condition<AlertFilter>): string[] | null {
  if (!isEntityFilter(field) || test.kind !== "among" || test.negated || test.orNull) return null;
  return keysOf(field, test.values);
}

function keysOf(field: keyof typeof alertKeyPrefixes, values: readonly Scalar[]): string[] {
  return values.map((value) => `${alertKeyPrefixes[field]}:${value}`);
}

function isEntityFilter(field: AlertFilter): field is keyof typeof alertKeyPrefixes {
  return field in alertKeyPrefixes;
}

function allOf(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join([...conditions], " and ");
}
