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

/** The same for lists of all alerts: what they are about leads to the few that match. */
export function foundSql(visibility: Visibility, conditions: readonly Condition<AlertFilter>[]): Prisma.Sql {
  return allOf(
    conditions.map((condition) => {
      const keys = wantedKeys(condition);
      return keys === null ? conditionSql(condition) : underKeysSql(visibility, keys);
    }),
  );
}

/** The rows to count for what matches. The keys alone tell when nothing else is asked. */
export function countedSql(visibility: Visibility, conditions: readonly Condition<AlertFilter>[]): Prisma.Sql {
  const [first, ...others] = conditions;
  const keys = first === undefined || others.length > 0 ? null : wantedKeys(first);
  return keys !== null && visibility.reach === "tenant"
    ? Prisma.sql`select distinct k.alert_id from ${keyRows(visibility, keys)}`
    : Prisma.sql`select from alert where ${visibleSql(visibility)} and ${foundSql(visibility, conditions)}`;
}

/** The condition on `alert` that keeps what is found under one of the keys, such as `service:10489`. */
export function underKeysSql(visibility: Visibility, keys: readonly string[]): Prisma.Sql {
  return Prisma.sql`((raised_at, id) in (select k.raised_at, k.alert_id from ${keyRows(visibility, keys)})
    and entity_keys && ${keys}::text[])`;
}

function keyRows({ tenantId }: Visibility, keys: readonly string[]): Prisma.Sql {
  const [only] = keys;
  // One key is compared by itself: only then does its index read in the order of the list.
  const isWanted =
    only !== undefined && keys.length === 1
      ? Prisma.sql`k.key_hash = hashtextextended(${only}, 0)`
      : Prisma.sql`k.key_hash = any (array(select hashtextextended(key, 0) from unnest(${keys}::text[]) as key))`;
  return Prisma.sql`alert_key k where k.tenant_id = ${tenantId}::uuid and ${isWanted}`;
}

function conditionSql({ field, test }: Condition<AlertFilter>): Prisma.Sql {
  const keyed = isEntityFilter(field) && test.kind === "among" ? { ...test, values: keysOf(field, test.values) } : test;
  return testSql(columns[field], keyed);
}

/** Under which keys a condition wants alerts to be found; null when it is about something else, or wants the others. */
function wantedKeys({ field, test }: Condition<AlertFilter>): string[] | null {
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
