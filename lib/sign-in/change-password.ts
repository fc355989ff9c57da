import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import type { Caller, MemberPrincipal } from "../domain/access";
import { checkOwnPassword } from "./confirm-identity";
import { refuseGuessablePassword } from "./guessable-password";
import { saveCredential } from "./invitation-store";
import { issueSignInCode } from "./issue-sign-in-code";
import { hashPassword } from "./password-hash";
import { findSessionProof, markMemberSessionsEnded } from "./session-store";
import { idleSince } from "./session-times";

/**
 * Gives the caller another password, for their present one. Every other session of theirs ends with the same commit, and
 * what it issues opens a session with a new id in the place of this one. Tokens go on. Audited.
 * @returns the one-time sign-in code, for the same host
 * @throws Failure `unauthenticated` (field `current`); `invalid` (field `password`); `rate-limited`
 */
export async function changePassword(
  caller: Caller<MemberPrincipal>,
  input: { current: string; password: string },
  now: Date = new Date(),
): Promise<{ code: string }> {
  const { tenantId, tenantSlug, memberId, memberName, memberEmail, sessionId } = caller.principal;
  refuseGuessablePassword(input.password, [memberEmail, memberName, tenantSlug]);
  await checkOwnPassword(caller, input.current, "current");
  const passwordHash = await hashPassword(input.password);
  return withTenant(tenantId, async (tx) => {
    await saveCredential(tx, { tenantId, memberId, passwordHash }, now);
    const { method, hasSecondFactor } = await findSessionProof(tx, { tenantId, memberId, sessionId });
    const except = { exceptId: sessionId, now, idleSince: idleSince(now) };
    await markMemberSessionsEnded(tx, { tenantId, memberId }, except);
    await recordEvent(tx, caller, {
      action: "member.password-changed",
      target: { kind: "member", id: memberId, name: memberName },
    });
    const proof = { method, secondFactor: hasSecondFactor, replacesSessionId: sessionId };
    return { code: await issueSignInCode(tx, { tenantId, memberId, ...proof }, now) };
  });
}
