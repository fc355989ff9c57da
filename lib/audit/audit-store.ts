import type { Transaction } from "../db/transaction";
import type { AuditActor } from "../domain/audit-event";
import type { NewEvent } from "./record-event";

type EventContext = { actor: AuditActor; ip: string; userAgent: string; requestId: string };

/** Longer user agents exist only to fill logs. */
const userAgentMaximum = 512;

/** Appends rows. The database role may insert and read this table, never change it. */
export async function insertEvents(
  tx: Transaction,
  tenantId: string,
  context: EventContext,
  events: readonly NewEvent[],
): Promise<void> {
  const { actor, ip, requestId } = context;
  await tx.auditEvent.createMany({
    data: events.map(({ action, target, detail }) => ({
      tenantId,
      action,
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      actorRole: actor.role,
      targetKind: target.kind,
      targetId: target.id,
      targetName: target.name,
      ip,
      userAgent: context.userAgent.slice(0, userAgentMaximum),
      requestId,
      detail: detail ?? {},
    })),
  });
}
