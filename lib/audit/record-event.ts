import type { Transaction } from "../db/transaction";
import type { Caller, Principal } from "../domain/access";
import type { AuditAction, AuditActor, AuditDetail, AuditTarget } from "../domain/audit-event";
import { insertEvents } from "./audit-store";

/** What is worth a line in the audit log. The actor and the request come from the caller. */
export type NewEvent = { action: AuditAction; target: AuditTarget; detail?: AuditDetail };

/** Somebody who is not signed in, at a tenant that is known. */
export type Visitor = { tenantId: string; actorName: string; ip: string; userAgent: string; requestId: string };

/**
 * Writes one audit row in the transaction of the change it speaks of: neither exists without the other.
 */
export function recordEvent(tx: Transaction, caller: Caller, event: NewEvent): Promise<void> {
  return recordEvents(tx, caller, [event]);
}

/** The same for many changes of one request, in one statement. */
export function recordEvents(tx: Transaction, caller: Caller, events: readonly NewEvent[]): Promise<void> {
  const { principal, ip, userAgent, requestId } = caller;
  return insertEvents(tx, principal.tenantId, { actor: actorOf(principal), ip, userAgent, requestId }, events);
}

/** The same for an act before sign-in, such as a failed sign-in. */
export function recordVisitorEvent(tx: Transaction, visitor: Visitor, event: NewEvent): Promise<void> {
  return recordVisitorEvents(tx, visitor, [event]);
}

/** The same for many acts of one request, in one statement. */
export function recordVisitorEvents(tx: Transaction, visitor: Visitor, events: readonly NewEvent[]): Promise<void> {
  const { tenantId, actorName, ip, userAgent, requestId } = visitor;
  const actor: AuditActor = { kind: "visitor", id: null, name: actorName, role: null };
  return insertEvents(tx, tenantId, { actor, ip, userAgent, requestId }, events);
}

/** The same for what the portal does by itself. */
export function recordSystemEvents(tx: Transaction, tenantId: string, events: readonly NewEvent[]): Promise<void> {
  const actor: AuditActor = { kind: "system", id: null, name: "Portcullis", role: null };
  return insertEvents(tx, tenantId, { actor, ip: "", userAgent: "", requestId: "" }, events);
}

function actorOf(principal: Principal): AuditActor {
  const { role } = principal;
  if (principal.kind === "token")
    return {
      kind: "token",
      id: principal.tokenPublicId,
      name: `${principal.tokenName} (${principal.memberName})`,
      role,
    };
  return { kind: "member", id: principal.memberId, name: principal.memberName, role };
}
