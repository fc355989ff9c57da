import { z } from "zod";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { AlertEvent } from "../domain/alert-history";
import { auditActions, auditActorKinds } from "../domain/audit-event";
import { visibleSql } from "./alert-filter-store";

/** What people and programs did to an alert that is visible, the newest first, along the audit log's index by target. */
export async function findAlertEvents(
  tx: Transaction,
  visibility: Visibility,
  id: string,
  limit: number,
): Promise<AlertEvent[]> {
  const rows = await tx.$queryRaw`
    select id, at, action, actor_kind as "actorKind", actor_name as "actorName", detail
    from audit_event
    where tenant_id = ${visibility.tenantId}::uuid and target_kind = 'alert' and target_id = ${id}
      and exists (select from alert where ${visibleSql(visibility)} and alert.id = ${id})
    order by at desc, id desc limit ${limit}`;
  return eventRows.parse(rows).map(({ detail, ...event }) => ({ ...event, ...detail }));
}

const eventRows = z.array(
  z.object({
    id: z.string(),
    at: z.date(),
    action: z.enum(auditActions),
    actorKind: z.enum(auditActorKinds),
    actorName: z.string(),
    detail: z.object({
      verdict: z.enum(["false-positive", "benign", "true-positive"]).nullable().catch(null).default(null),
      reasonId: z.number().nullable().catch(null).default(null),
      comment: z.string().nullable().catch(null).default(null),
    }),
  }),
);
