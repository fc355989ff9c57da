import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { authorize, type Caller, visibilityOf } from "../domain/access";
import { Failure } from "../domain/failure";
import type { InviteMemberInput } from "../domain/member";
import { type Invitation, mintInvitation } from "./invitation";
import { hasMemberWithEmail, insertMember, lockMembership, replaceInvitation } from "./member-store";

/**
 * Adds a person to the caller's tenant and makes the one-time code, good for seven days, with which they join. For full
 * administrators. Audited.
 * @returns the code, which is shown once: the database keeps its hash.
 * @throws Failure `forbidden`; `conflict` on the field `email` when somebody has that address here already.
 */
export async function inviteMember(
  caller: Caller,
  input: InviteMemberInput,
  now: Date = new Date(),
): Promise<Invitation> {
  const { principal } = caller;
  authorize(principal, "member:manage");
  const visibility = visibilityOf(principal, "member");
  const { tenantId } = visibility;
  return withTenant(tenantId, async (tx) => {
    await lockMembership(tx, tenantId);
    if (await hasMemberWithEmail(visibility, tx, input.email)) throw emailTaken();
    const { id: memberId } = await insertMember(tx, tenantId, input, now);
    const { code, codeHash, expiresAt } = mintInvitation(now);
    await replaceInvitation(tx, tenantId, { memberId, codeHash, expiresAt }, now);
    await recordEvent(tx, caller, {
      action: "member.invited",
      target: { kind: "member", id: memberId, name: input.name },
      detail: { email: input.email, role: input.role },
    });
    return { memberId, memberName: input.name, code, expiresAt };
  });
}

function emailTaken(): Failure {
  return new Failure("conflict", "Somebody with this e-mail address is a member already.", {
    field: "email",
    messageKey: "memberExists",
  });
}
