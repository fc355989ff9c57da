import { z } from "zod";
import { type CursorPoint, openCursor, sealCursor } from "../db/cursor";
import { Prisma } from "../db/generated/client";
import { partOf } from "../db/search-pattern";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { type AuditEvent, auditActions, auditActorKinds, auditTargetKinds } from "../domain/audit-event";
import type { AuditFilter, ListEventsInput } from "../domain/audit-query";
import type { Page, SortDirection } from "../domain/page";
import { roles } from "../domain/role-table";

const pageSize = 50;

/** One keyset page of the audit log, along the index on tenant, time and id. */
export async function findEvents(
  tx: Transaction,
  visibility: Visibility,
  query: ListEventsInput,
): Promise<Page<AuditEvent>> {
  const binding = bindingOf(visibility, query);
  const before = query.before ? openCursor(query.before, binding) : null;
  const after = query.after ? openCursor(query.after, binding) : null;
  const backwards = before !== null;
  const direction = backwards ? opposite(query.direction) : query.direction;
  const found = await select(tx, visibility, query, { point: before ?? after, direction, limit: pageSize + 1 });
  const more = found.length > pageSize;
  const shown = found.slice(0, pageSize);
  if (backwards) shown.reverse();
  return {
    rows: shown.map(({ event }) => event),
    next: seal(shown.at(-1), backwards || more, binding),
    previous: seal(shown.at(0), backwards ? more : after !== null, binding),
  };
}

/** The next events of a walk from the newest to the oldest, and the point from which to go on; null at the end. */
export async function findOlderEvents(
  tx: Transaction,
  visibility: Visibility,
  filter: AuditFilter,
  walk: { from: CursorPoint | null; limit: number },
): Promise<{ events: AuditEvent[]; end: CursorPoint | null }> {
  const { from: point, limit } = walk;
  const found = await select(tx, visibility, filter, { point, direction: "desc", limit });
  const last = found.at(-1);
  return {
    events: found.map(({ event }) => event),
    end: last && found.length === limit ? { value: last.sortValue, id: last.event.id } : null,
  };
}

/** How many events match, counted no further than `cap`. */
export async function countEvents(
  tx: Transaction,
  visibility: Visibility,
  filter: AuditFilter,
  cap: number,
): Promise<number> {
  const rows = await tx.$queryRaw`
    select count(*)::int as count from (
      select from audit_event where ${reachOf(visibility)} and ${matches(filter)} limit ${cap}
    ) as capped`;
  const [counted] = z.array(z.object({ count: z.number() })).parse(rows);
  return counted?.count ?? 0;
}

/** A row of the log as `eventColumns` select it. */
export const eventRow = z.object({
  id: z.string(),
  at: z.date(),
  action: z.enum(auditActions),
  actorKind: z.enum(auditActorKinds),
  actorId: z.string().nullable(),
  actorName: z.string(),
  actorRole: z.enum(roles).nullable(),
  targetKind: z.enum(auditTargetKinds),
  targetId: z.string(),
  targetName: z.string(),
  ip: z.string(),
  userAgent: z.string(),
  requestId: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  sortValue: z.string(),
});

export const eventColumns = Prisma.sql`
  audit_event.id, at, action, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName",
  actor_role as "actorRole", target_kind as "targetKind", target_id as "targetId", target_name as "targetName",
  ip, user_agent as "userAgent", request_id as "requestId", detail, at::text as "sortValue"`;

type FoundEvent = { event: AuditEvent; sortValue: string };

async function select(
  tx: Transaction,
  visibility: Visibility,
  filter: AuditFilter,
  walk: { point: CursorPoint | null; direction: SortDirection; limit: number },
): Promise<FoundEvent[]> {
  const { point, direction, limit } = walk;
  const order = direction === "desc" ? Prisma.sql`desc` : Prisma.sql`asc`;
  const rows = await tx.$queryRaw`
    select ${eventColumns}
    from audit_event
    where ${reachOf(visibility)} and ${matches(filter)} and ${beyond(point, direction)}
    order by at ${order}, id ${order}
    limit ${limit}`;
  return z.array(eventRow).parse(rows).map(foundEvent);
}

export function foundEvent(row: z.infer<typeof eventRow>): FoundEvent {
  const { id, at, action, ip, userAgent, requestId, detail, sortValue } = row;
  const actor = { kind: row.actorKind, id: row.actorId, name: row.actorName, role: row.actorRole };
  const target = { kind: row.targetKind, id: row.targetId, name: row.targetName };
  return { event: { id, at, action, actor, target, ip, userAgent, requestId, detail }, sortValue };
}

function reachOf(visibility: Visibility): Prisma.Sql {
  switch (visibility.reach) {
    case "tenant":
      return Prisma.sql`tenant_id = ${visibility.tenantId}::uuid`;
    case "own":
    case "discovery":
      throw new Error("the audit log is seen whole or not at all");
  }
}

function matches(filter: AuditFilter): Prisma.Sql {
  const { action, actor, target, search, from, until } = filter;
  const conditions = [
    action === null ? null : Prisma.sql`action = ${action}`,
    from === null ? null : Prisma.sql`at >= ${from}`,
    until === null ? null : Prisma.sql`at < ${until}`,
    actor === "" ? null : Prisma.sql`(actor_name ilike ${partOf(actor)} or actor_id = ${actor})`,
    target === "" ? null : Prisma.sql`(target_name ilike ${partOf(target)} or target_id = ${target})`,
    search === "" ? null : matchesAnywhere(search),
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " and ");
}

function matchesAnywhere(search: string): Prisma.Sql {
  const part = partOf(search);
  return Prisma.sql`(actor_name ilike ${part} or target_name ilike ${part} or ip ilike ${part}
    or user_agent ilike ${part} or actor_id = ${search} or target_id = ${search} or request_id = ${search})`;
}

function beyond(point: CursorPoint | null, direction: SortDirection): Prisma.Sql {
  if (!point) return Prisma.sql`true`;
  const comparison = direction === "desc" ? Prisma.sql`<` : Prisma.sql`>`;
  return Prisma.sql`(at, id) ${comparison} (${point.value}::timestamptz, ${point.id}::uuid)`;
}

function opposite(direction: SortDirection): SortDirection {
  return direction === "desc" ? "asc" : "desc";
}

function bindingOf(visibility: Visibility, query: ListEventsInput): string[] {
  const { action, actor, target, search, from, until, direction } = query;
  const days = [from?.toISOString() ?? "", until?.toISOString() ?? ""];
  return ["audit", visibility.tenantId, action ?? "", actor, target, search, ...days, direction];
}

function seal(found: FoundEvent | undefined, exists: boolean, binding: string[]): string | null {
  return found && exists ? sealCursor({ value: found.sortValue, id: found.event.id }, binding) : null;
}
