import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { authorize, type Caller, isFullAdministrator, visibilityOf } from "../domain/access";
import { notFound } from "../domain/failure";
import type { ChangeRoleInput } from "../domain/member";
import { confirmEverywhere } from "../revocation/confirm-everywhere";
import { refuseLosingLastAdministrator } from "./last-administrator";
import { findMember, lockMembership, updateRole } from "./member-store";

/**
 * Gives a member another role. It counts from their next request, and when this returns for their tokens everywhere. For
 * full administrators.
 * Audited with the role before and after; giving the role that the member has changes nothing.
 * @throws Failure `forbidden`; `not-found`; `conflict` for the last active full administrator.
 */
export async function changeRole(caller: Caller, input: ChangeRoleInput): Promise<void> {
  const { principal } = caller;
  authorize(principal, "member:manage");
  const visibility = visibilityOf(principal, "member");
  const { tenantId } = visibility;
  await withTenant(tenantId, async (tx) => {
    await lockMembership(tx, tenantId);
    const member = await findMember(visibility, tx, input.memberId);
    if (member === null) throw notFound("member");
    if (member.role === input.role) return;
    if (!isFullAdministrator(input)) await refuseLosingLastAdministrator(visibility, tx, member);
    await updateRole(tx, tenantId, member.id, input.role);
    await recordEvent(tx, caller, {
      action: "member.role-changed",
      target: { kind: "member", id: member.id, name: member.name },
      detail: { before: member.role, after: input.role },
    });
  });
  await confirmEverywhere();
}
