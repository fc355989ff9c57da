import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import type { Caller, MemberPrincipal } from "../domain/access";
import { Failure } from "../domain/failure";
import { refuseStaleProof } from "../domain/fresh-proof";
import type { SecondFactorOffer } from "../domain/second-factor";
import { env } from "../env";
import { wrongFactor } from "./check-second-factor";
import { openFactorSecret, sealFactorSecret } from "./factor-cipher";
import { findFactor, markFactorConfirmed, replaceRecoveryCodes, saveOfferedFactor } from "./factor-store";
import { issueSignInCode } from "./issue-sign-in-code";
import { newFactorSecret, offerOf, stepOf } from "./one-time-password";
import { mintRecoveryCodes } from "./recovery-codes";
import { findSessionProof } from "./session-store";

/**
 * Offers the caller a secret for their authenticator app, in the place of any that was offered before. It changes nothing
 * about signing in until a code confirms it.
 * @param names what the app calls this portal and the account
 * @throws Failure `forbidden` (`identityNotConfirmed`); `conflict` when a second factor is there already
 */
export async function offerSecondFactor(
  caller: Caller<MemberPrincipal>,
  names: { issuer: string; account: string },
  now: Date = new Date(),
): Promise<SecondFactorOffer> {
  const { principal } = caller;
  refuseStaleProof(principal, { now, within: env().PORTAL_CONFIRM_MINUTES });
  const { tenantId, memberId } = principal;
  const secret = newFactorSecret();
  const sealed = sealFactorSecret(secret, { tenantId, memberId });
  const isOffered = await withTenant(tenantId, (tx) => saveOfferedFactor(tx, { tenantId, memberId }, sealed, now));
  if (!isOffered) throw factorExists();
  return offerOf(secret, names);
}

/**
 * Makes the offered second factor count, once the app's code shows that it is there. The answer holds the recovery codes,
 * which nothing else ever will, and the one-time code of a session with a new id. Audited.
 * @throws Failure `forbidden` (`identityNotConfirmed`); `unauthenticated` (field `code`); `conflict` when one counts already
 */
export async function confirmSecondFactor(
  caller: Caller<MemberPrincipal>,
  input: { code: string },
  now: Date = new Date(),
): Promise<{ recoveryCodes: string[]; code: string }> {
  const { principal } = caller;
  refuseStaleProof(principal, { now, within: env().PORTAL_CONFIRM_MINUTES });
  const { tenantId, memberId, memberName, sessionId, provenAt } = principal;
  const holder = { tenantId, memberId };
  return withTenant(tenantId, async (tx) => {
    const factor = await findFactor(tx, holder);
    if (factor?.confirmedAt != null) throw factorExists();
    const secret = factor && openFactorSecret(factor.sealedSecret, holder);
    const step = secret && stepOf(secret, input.code, now);
    if (step === null) throw wrongFactor();
    if (!(await markFactorConfirmed(tx, holder, step, now))) throw factorExists();
    const { codes, codeHashes } = mintRecoveryCodes();
    await replaceRecoveryCodes(tx, holder, codeHashes, now);
    await recordEvent(tx, caller, {
      action: "member.second-factor-set-up",
      target: { kind: "member", id: memberId, name: memberName },
    });
    const { method } = await findSessionProof(tx, { tenantId, memberId, sessionId });
    const proof = { method, provenAt, secondFactor: true, replacesSessionId: sessionId };
    return { recoveryCodes: codes, code: await issueSignInCode(tx, { ...holder, ...proof }, now) };
  });
}

function factorExists(): Failure {
  return new Failure("conflict", "You have a second factor already. Remove it first.", {
    messageKey: "secondFactorExists",
  });
}
