import { z } from "zod";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { Alert } from "../domain/alert";
import type { AlertFilter, AlertSort } from "../domain/alert-list";
import type { Condition } from "../domain/filter";
import type { ListQuery } from "../domain/list-query";
import { conditionsSql, visibleSql, wantedKeys } from "./alert-filter-store";
import { countUnder, fewSql } from "./alert-key-store";

/** Each order ends in the id, so that no two alerts share a place. */
const orders: Record<AlertSort, Record<"asc" | "desc", Prisma.Sql>> = {
  date: {
    desc: Prisma.sql`raised_at desc, id desc`,
    asc: Prisma.sql`raised_at, id`,
  },
  severity: {
    desc: Prisma.sql`severity desc, raised_at desc, id desc`,
    asc: Prisma.sql`severity, raised_at, id`,
  },
  status: {
    desc: Prisma.sql`(resolution <> 0) desc, (read_at is not null) desc, raised_at desc, id desc`,
    asc: Prisma.sql`(resolution <> 0), (read_at is not null), raised_at, id`,
  },
};

const entity = z.object({
  type: z.enum(["account", "user", "device", "service", "policyRule", "file", "groupTag", "ip", "country"]),
  id: z.union([z.string(), z.number()]),
  label: z.string(),
  inst: z.number().optional(),
  saas: z.number().optional(),
  pa: z.string().optional(),
  em: z.string().optional(),
  entityType: z.number().optional(),
  entityRole: z.enum(["Source", "Related"]).optional(),
  policyType: z.string().optional(),
});

/** What `alertColumns` brings. */
export const alertRows: z.ZodType<Alert[]> = z.array(
  z.object({
    id: z.string(),
    typeNumber: z.number(),
    raisedAt: z.date(),
    title: z.string(),
    description: z.string(),
    isMarkdown: z.boolean(),
    severity: z.number(),
    isRead: z.boolean(),
    resolution: z.number(),
    resolvedAt: z.date().nullable(),
    resolvedByName: z.string().nullable(),
    comment: z.string().nullable(),
    stories: z.array(z.number()),
    intents: z.array(z.number()),
    evidence: z.array(z.string()),
    threatScore: z.number(),
    isSystem: z.boolean(),
    isPreview: z.boolean(),
    contextId: z.string(),
    policyId: z.string().nullable(),
    policyLabel: z.string().nullable(),
    policyType: z.string().nullable(),
    entities: z.array(entity),
    activityIds: z.array(z.string()),
  }),
);

export const alertColumns = Prisma.sql`
  id, type_number as "typeNumber", raised_at as "raisedAt", title, description, is_markdown as "isMarkdown", severity,
  read_at is not null as "isRead", resolution, resolved_at as "resolvedAt", resolved_by_name as "resolvedByName", comment,
  stories, intents, evidence, threat_score as "threatScore", is_system as "isSystem", is_preview as "isPreview",
  context_id::text as "contextId", policy_id as "policyId", policy_label as "policyLabel", policy_type as "policyType",
  entities, activity_ids as "activityIds"`;

/** The alerts of one page and one more, which tells whether there is a next page. */
export async function findAlerts(
  tx: Transaction,
  visibility: Visibility,
  query: ListQuery<AlertFilter, AlertSort>,
): Promise<Alert[]> {
  const found = await foundSql(tx, visibility, query.conditions);
  const rows = await tx.$queryRaw`
    select ${alertColumns} from alert where ${visibleSql(visibility)} and ${found}
    order by ${orders[query.sortField][query.direction]} limit ${query.limit + 1} offset ${query.skip}`;
  return alertRows.parse(rows);
}

/** How many alerts match, counted up to a cap. */
export async function countAlerts(
  tx: Transaction,
  visibility: Visibility,
  conditions: readonly Condition<AlertFilter>[],
  cap: number,
): Promise<number> {
  const [first, ...others] = conditions;
  const keys = first === undefined || others.length > 0 || visibility.reach !== "tenant" ? null : wantedKeys(first);
  if (keys !== null) return countUnder(tx, visibility, keys, cap);
  const found = await foundSql(tx, visibility, conditions);
  const rows = await tx.$queryRaw`
    select count(*)::int as total from (
      select from alert where ${visibleSql(visibility)} and ${found} limit ${cap}
    ) as capped`;
  return z.tuple([z.object({ total: z.number() })]).parse(rows)[0].total;
}

export async function findAlertById(tx: Transaction, visibility: Visibility, id: string): Promise<Alert | null> {
  const rows = await tx.$queryRaw`
    select ${alertColumns} from alert where ${visibleSql(visibility)} and id = ${id}`;
  return alertRows.parse(rows)[0] ?? null;
}

/** Marks an alert read at a moment, or unread (null). Returns the alert as it is then; null when it is not visible. */
export async function markAlert(
  tx: Transaction,
  visibility: Visibility,
  id: string,
  readAt: Date | null,
): Promise<Alert | null> {
  const rows = await tx.$queryRaw`
    update alert set read_at = ${readAt}::timestamptz where ${visibleSql(visibility)} and id = ${id}
    returning ${alertColumns}`;
  return alertRows.parse(rows)[0] ?? null;
}

export type Closing = {
  resolution: number;
  at: Date;
  byName: string;
  comment: string | null;
  reason: number | null;
  /** What the caller said about the alert's quality, as JSON; null for nothing. */
  feedback: Record<string, string | boolean | null> | null;
};

export type ClosedAlert = { id: string; title: string };

/**
 * Closes the open alerts that match, in one statement, and returns them. Of two transactions at once the second waits,
 * looks again, and leaves alone what the first has closed.
 */
export async function markAlertsClosed(
  tx: Transaction,
  visibility: Visibility,
  conditions: readonly Condition<AlertFilter>[],
  closing: Closing,
): Promise<ClosedAlert[]> {
  const feedback = closing.feedback === null ? null : JSON.stringify(closing.feedback);
  const found = await foundSql(tx, visibility, conditions);
  const rows = await tx.$queryRaw`
    update alert set resolution = ${closing.resolution}::smallint, resolved_at = ${closing.at}::timestamptz,
      resolved_by_name = ${closing.byName}, comment = ${closing.comment}, close_reason = ${closing.reason}::smallint,
      feedback = ${feedback}::jsonb
    where ${visibleSql(visibility)} and resolution = 0 and ${found}
    returning id, title`;
  return z.array(z.object({ id: z.string(), title: z.string() })).parse(rows);
}

async function foundSql(
  tx: Transaction,
  visibility: Visibility,
  conditions: readonly Condition<AlertFilter>[],
): Promise<Prisma.Sql> {
  const wanted = conditions.map(wantedKeys).filter((keys) => keys !== null);
  return Prisma.sql`${await fewSql(tx, visibility, wanted)} and ${conditionsSql(conditions)}`;
}
