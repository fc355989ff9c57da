import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { authorize, type Caller, visibilityOf } from "../domain/access";
import { Failure, notFound } from "../domain/failure";
import { type Invitation, mintInvitation } from "./invitation";
import { findMember, lockMembership, replaceInvitation } from "./member-store";

/**
 * Makes a new one-time link for somebody who has not joined yet; earlier links stop working. For full administrators.
 * Audited.
 * @throws Failure `forbidden`; `not-found`; `conflict` when the person has joined or is deactivated.
 */
export async function renewInvitation(
  caller: Caller,
  input: { memberId: string },
  now: Date = new Date(),
): Promise<Invitation> {
  const { principal } = caller;
  authorize(principal, "member:manage");
  const visibility = visibilityOf(principal, "member");
  const { tenantId } = visibility;
  return withTenant(tenantId, async (tx) => {
    await lockMembership(tx, tenantId);
    const member = await findMember(visibility, tx, input.memberId);
    if (member === null) throw notFound("member");
    if (member.status !== "invited") throw notWaiting();
    const { code, codeHash, expiresAt } = mintInvitation(now);
    await replaceInvitation(tx, tenantId, { memberId: member.id, codeHash, expiresAt }, now);
    await recordEvent(tx, caller, {
      action: "member.invitation-renewed",
      target: { kind: "member", id: member.id, name: member.name },
    });
    return { memberId: member.id, memberName: member.name, code, expiresAt };
  });
}

function notWaiting(): Failure {
  return new Failure("conflict", "This person is not waiting for an invitation.", { messageKey: "memberNotInvited" });
}
