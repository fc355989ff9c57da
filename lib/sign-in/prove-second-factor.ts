import type { Caller, MemberPrincipal } from "../domain/access";
import type { SecondFactorInput } from "../domain/second-factor";
import { checkSecondFactor } from "./check-second-factor";
import { issueSignInCode } from "./issue-sign-in-code";
import { findSessionProof } from "./session-store";

/**
 * Completes a sign-in with the second factor, or proves anew who is there. What it issues opens a session with a new id in
 * the place of the one that asked.
 * @param caller of a session at whatever stage: it opens nothing by itself
 * @returns the one-time sign-in code, for the same host
 * @throws Failure `unauthenticated` (field `code`); `rate-limited`
 */
export function proveSecondFactor(
  caller: Caller<MemberPrincipal>,
  input: SecondFactorInput,
  now: Date = new Date(),
): Promise<{ code: string }> {
  const { tenantId, memberId, sessionId } = caller.principal;
  return checkSecondFactor(caller, input, now, async (tx) => {
    const { method } = await findSessionProof(tx, { tenantId, memberId, sessionId });
    const proof = { tenantId, memberId, method, secondFactor: true, replacesSessionId: sessionId };
    return { code: await issueSignInCode(tx, proof, now) };
  });
}
