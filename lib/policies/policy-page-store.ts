import { z } from "zod";
import { Prisma } from "../db/generated/client";
import { type KeysetWalk, keysetPage, type Placed } from "../db/keyset";
import { partOf } from "../db/search-pattern";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { severityNumbers } from "../domain/alert-view";
import { auditActorKinds } from "../domain/audit-event";
import type { Page } from "../domain/page";
import type { WatchedPolicy } from "../domain/policy";
import type { PolicyEvent, PolicyView } from "../domain/policy-view";
import { type MatchScope, matchColumns, policyColumns, watchedRow } from "./policy-store";

const pageSize = 50;

/** One keyset page of policies by name, with what became of their matches. */
export function findPolicyPage(
  tx: Transaction,
  visibility: Visibility,
  view: PolicyView,
  scope: MatchScope,
): Promise<Page<WatchedPolicy>> {
  const { type, severity, status, search, direction, after, before } = view;
  const { tenantId, reach } = visibility;
  const binding = ["policies", tenantId, reach, type ?? "", severity ?? "", status ?? "", search, direction];
  return keysetPage({ after, before, direction, pageSize, binding }, (walk) =>
    select(tx, visibility, { view, scope, walk }),
  );
}

const placedRows = z.array(watchedRow.extend({ place: z.string() }));

async function select(
  tx: Transaction,
  visibility: Visibility,
  { view, scope, walk }: { view: PolicyView; scope: MatchScope; walk: KeysetWalk },
): Promise<Placed<WatchedPolicy>[]> {
  const { point, direction, limit } = walk;
  const order = direction === "desc" ? Prisma.sql`desc` : Prisma.sql`asc`;
  const comparison = direction === "desc" ? Prisma.sql`<` : Prisma.sql`>`;
  const beyond =
    point === null ? Prisma.sql`true` : Prisma.sql`(lower(name), id) ${comparison} (${point.value}, ${point.id})`;
  const rows = await tx.$queryRaw`
    select ${policyColumns}, ${matchColumns(scope)}, lower(name) as place from (
      select * from policy where ${matches(visibility, view)} and ${beyond}
      order by lower(name) ${order}, id ${order} limit ${limit}
    ) as policy order by lower(name) ${order}, id ${order}`;
  return placedRows.parse(rows).map(({ place, ...row }) => ({ row, point: { value: place, id: row.id } }));
}

function matches(visibility: Visibility, { type, severity, status, search }: PolicyView): Prisma.Sql {
  if (visibility.reach !== "tenant") return Prisma.sql`false`;
  const conditions = [
    Prisma.sql`tenant_id = ${visibility.tenantId}::uuid`,
    type === null ? null : Prisma.sql`type = ${type}`,
    severity === null ? null : Prisma.sql`severity = ${severityNumbers[severity]}`,
    status === null ? null : Prisma.sql`is_enabled = ${status === "enabled"}`,
    search === "" ? null : Prisma.sql`name ilike ${partOf(search)}`,
  ].filter((condition) => condition !== null);
  return Prisma.join(conditions, " and ");
}

const eventRows: z.ZodType<PolicyEvent[]> = z.array(
  z.object({
    id: z.string(),
    at: z.date(),
    action: z.enum(["policy.created", "policy.changed", "policy.enabled", "policy.disabled"]),
    actorKind: z.enum(auditActorKinds),
    actorName: z.string(),
  }),
);

/** What people did to a policy that is visible, the newest first, along the audit log's index by target. */
export async function findPolicyEvents(
  tx: Transaction,
  visibility: Visibility,
  id: string,
  limit: number,
): Promise<PolicyEvent[]> {
  if (visibility.reach !== "tenant") return [];
  const rows = await tx.$queryRaw`
    select id, at, action, actor_kind as "actorKind", actor_name as "actorName" from audit_event
    where tenant_id = ${visibility.tenantId}::uuid and target_kind = 'policy' and target_id = ${id}
      and action = any ('{policy.created,policy.changed,policy.enabled,policy.disabled}'::text[])
    order by at desc, id desc limit ${limit}`;
  return eventRows.parse(rows);
}
