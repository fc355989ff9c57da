import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { authorize, type Caller, visibilityOf } from "../domain/access";
import { Failure, notFound } from "../domain/failure";
import { confirmEverywhere } from "../revocation/confirm-everywhere";
import { refuseLosingLastAdministrator } from "./last-administrator";
import { findMember, lockMembership, markSessionsEnded, updateDeactivatedAt } from "./member-store";

/**
 * Shuts a member out: their sessions end with the same commit, and when this returns their tokens are refused everywhere.
 * Nothing of theirs is deleted. For full administrators. Audited; deactivating again changes nothing.
 * @throws Failure `forbidden`; `not-found`; `conflict` for oneself and for the last active full administrator.
 */
export async function deactivateMember(
  caller: Caller,
  input: { memberId: string },
  now: Date = new Date(),
): Promise<void> {
  const { principal } = caller;
  authorize(principal, "member:manage");
  const visibility = visibilityOf(principal, "member");
  const { tenantId } = visibility;
  await withTenant(tenantId, async (tx) => {
    await lockMembership(tx, tenantId);
    const member = await findMember(visibility, tx, input.memberId);
    if (member === null) throw notFound("member");
    if (member.id === principal.memberId) throw ownAccount();
    if (member.status === "deactivated") return;
    await refuseLosingLastAdministrator(visibility, tx, member);
    await updateDeactivatedAt(tx, tenantId, member.id, now);
    await markSessionsEnded(tx, tenantId, member.id, now);
    await recordEvent(tx, caller, {
      action: "member.deactivated",
      target: { kind: "member", id: member.id, name: member.name },
    });
  });
  await confirmEverywhere();
}

function ownAccount(): Failure {
  return new Failure("conflict", "You cannot deactivate your own account. Ask another full administrator.", {
    messageKey: "deactivateSelf",
  });
}
