import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, visibilityOf } from "../domain/access";
import type { AuditEvent } from "../domain/audit-event";
import type { ListEventsInput } from "../domain/audit-query";
import type { Page } from "../domain/page";
import { findEvents } from "./audit-list-store";

/**
 * One page of the tenant's audit log, for roles that may read it.
 * @throws Failure `forbidden` for all others
 */
export function listEvents(caller: Caller<MemberPrincipal>, input: ListEventsInput): Promise<Page<AuditEvent>> {
  const visibility = visibilityOf(caller.principal, "audit");
  return withTenant(caller.principal.tenantId, (tx) => findEvents(tx, visibility, input));
}
