import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { authorize, type Caller, visibilityOf } from "../domain/access";
import { notFound } from "../domain/failure";
import { findMember, lockMembership, updateDeactivatedAt } from "./member-store";

/**
 * Lets a deactivated member in again, in the role they had; their living tokens work again. For full administrators.
 * Audited; reactivating an active member changes nothing.
 * @throws Failure `forbidden`; `not-found`.
 */
export async function reactivateMember(caller: Caller, input: { memberId: string }): Promise<void> {
  const { principal } = caller;
  authorize(principal, "member:manage");
  const visibility = visibilityOf(principal, "member");
  const { tenantId } = visibility;
  await withTenant(tenantId, async (tx) => {
    await lockMembership(tx, tenantId);
    const member = await findMember(visibility, tx, input.memberId);
    if (member === null) throw notFound("member");
    if (member.status !== "deactivated") return;
    await updateDeactivatedAt(tx, tenantId, member.id, null);
    await recordEvent(tx, caller, {
      action: "member.reactivated",
      target: { kind: "member", id: member.id, name: member.name },
    });
  });
}
