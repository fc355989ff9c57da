import type { Transaction } from "../db/transaction";
import type { AuditActor } from "../domain/audit-event";
import type { NewEvent } from "./record-event";

type EventContext = { actor: AuditActor; ip: string; userAgent: string; requestId: string };

/** Longer user agents exist only to fill logs. */
const userAgentMaximum = 512;

/**
 * Appends rows in one statement with one parameter for them all: thousands at once, as when alerts are closed in bulk, take
 * a tenth of the time of a parameter for each value. The database role may insert and read this table, never change it.
 */
export async function insertEvents(
  tx: Transaction,
  tenantId: string,
  context: EventContext,
  events: readonly NewEvent[],
): Promise<void> {
  const { actor, ip, requestId } = context;
  const userAgent = context.userAgent.slice(0, userAgentMaximum);
  const rows = events.map(({ action, target, detail }) => ({
    action,
    target_kind: target.kind,
    target_id: target.id,
    target_name: target.name,
    detail: detail ?? {},
  }));
  await tx.$executeRaw`
    insert into audit_event (tenant_id, id, at, action, actor_kind, actor_id, actor_name, actor_role,
                             target_kind, target_id, target_name, ip, user_agent, request_id, detail)
    select ${tenantId}::uuid, uuidv7(), ${new Date()}, e.action, ${actor.kind}, ${actor.id}, ${actor.name}, ${actor.role},
           e.target_kind, e.target_id, e.target_name, ${ip}, ${userAgent}, ${requestId}, e.detail
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as e(action text, target_kind text, target_id text, target_name text, detail jsonb)`;
}
