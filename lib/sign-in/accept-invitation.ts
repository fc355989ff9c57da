import { recordVisitorEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { hashOneTimeCode } from "../one-time-code";
import { refuseGuessablePassword } from "./guessable-password";
import { findInvitation, markInvitationUsed, saveCredential } from "./invitation-store";
import { issueSignInCode } from "./issue-sign-in-code";
import { hashPassword } from "./password-hash";
import { markJoined } from "./sign-in-store";
import { invitationGone, viewInvitation } from "./view-invitation";
import type { Visitor } from "./visitor";

/**
 * Lets an invited person join with a password of their own, and issues the code that signs them in. Audited. The link works
 * once.
 * @returns the one-time sign-in code, for the same host.
 * @throws Failure `not-found` when the link opens nothing (any more); `invalid` (field `password`); `rate-limited` when too many passwords wait.
 */
export async function acceptInvitation(
  visitor: Visitor,
  input: { tenantId: string; code: string; password: string },
  now: Date = new Date(),
): Promise<{ code: string }> {
  const { tenantId } = input;
  // Before the costly hash, so that made-up links cost nothing.
  const invited = await viewInvitation(input, now);
  refuseGuessablePassword(input.password, [invited.email, invited.name]);
  const passwordHash = await hashPassword(input.password);
  const codeHash = hashOneTimeCode(input.code);
  return withTenant(tenantId, async (tx) => {
    const person = await findInvitation(tx, { tenantId, codeHash, now });
    if (person === null || !(await markInvitationUsed(tx, { tenantId, codeHash, now }))) throw invitationGone();
    const { memberId, name } = person;
    await saveCredential(tx, { tenantId, memberId, passwordHash }, now);
    await markJoined(tx, { tenantId, memberId }, now);
    await recordVisitorEvent(
      tx,
      { ...visitor, tenantId, actorName: person.email },
      {
        action: "member.joined",
        target: { kind: "member", id: memberId, name },
        detail: { method: "invitation" },
      },
    );
    return {
      code: await issueSignInCode(tx, { tenantId, memberId, method: "invitation" }, now),
    };
  });
}
