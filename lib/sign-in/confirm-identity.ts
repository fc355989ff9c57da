import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import type { Caller, MemberPrincipal } from "../domain/access";
import { Failure } from "../domain/failure";
import { findFactor, hasPassword } from "./factor-store";
import { issueSignInCode } from "./issue-sign-in-code";
import { verifyPassword } from "./password-hash";
import { findSessionProof } from "./session-store";
import { findCandidates } from "./sign-in-store";
import { admitAttempt } from "./throttle";

/** By what a signed-in person can prove again who they are, beside the provider that they came from. */
export type IdentityWays = { password: boolean; code: boolean };

export function identityWays(caller: Caller<MemberPrincipal>): Promise<IdentityWays> {
  const { tenantId, memberId } = caller.principal;
  return withTenant(tenantId, async (tx) => ({
    password: await hasPassword(tx, { tenantId, memberId }),
    code: (await findFactor(tx, { tenantId, memberId }))?.confirmedAt != null,
  }));
}

/**
 * Proves again, by password, who sits before an open session. What it issues opens a session with a new id in its place.
 * Failures count like those of a sign-in.
 * @returns the one-time sign-in code, for the same host
 * @throws Failure `unauthenticated` (field `password`); `rate-limited`
 */
export async function confirmIdentity(
  caller: Caller<MemberPrincipal>,
  input: { password: string },
  now: Date = new Date(),
): Promise<{ code: string }> {
  await checkOwnPassword(caller, input.password);
  const { tenantId, memberId, sessionId } = caller.principal;
  return withTenant(tenantId, async (tx) => {
    const { method, hasSecondFactor } = await findSessionProof(tx, { tenantId, memberId, sessionId });
    const proof = { method, secondFactor: hasSecondFactor, replacesSessionId: sessionId };
    return { code: await issueSignInCode(tx, { tenantId, memberId, ...proof }, now) };
  });
}

/**
 * Lets on who knows the caller's own password.
 * @throws Failure `unauthenticated` (in the field), audited; `rate-limited`
 */
export async function checkOwnPassword(
  caller: Caller<MemberPrincipal>,
  password: string,
  field = "password",
): Promise<void> {
  const { tenantId, memberId, memberEmail, memberName } = caller.principal;
  const attempt = await admitAttempt({ scope: tenantId, email: memberEmail, ip: caller.ip });
  const candidate = (await findCandidates(memberEmail, tenantId)).find((found) => found.memberId === memberId);
  if (await verifyPassword(candidate?.passwordHash ?? null, password)) return attempt.succeeded();
  await withTenant(tenantId, (tx) =>
    recordEvent(tx, caller, {
      action: "member.sign-in-failed",
      target: { kind: "member", id: memberId, name: memberName },
      detail: { method: "password" },
    }),
  );
  throw new Failure("unauthenticated", "The password is wrong.", { messageKey: "wrongPassword", field });
}
