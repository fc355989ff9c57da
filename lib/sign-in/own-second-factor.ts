import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import type { Caller, MemberPrincipal } from "../domain/access";
import { Failure } from "../domain/failure";
import { refuseStaleProof } from "../domain/fresh-proof";
import type { SecondFactorStatus } from "../domain/second-factor";
import { env } from "../env";
import { countRecoveryCodes, deleteFactor, findFactor, findRequirement, replaceRecoveryCodes } from "./factor-store";
import { mintRecoveryCodes } from "./recovery-codes";
import { markMemberSessionsEnded } from "./session-store";
import { idleSince } from "./session-times";

/** How the caller stands with their own second factor. */
export function viewSecondFactor(caller: Caller<MemberPrincipal>): Promise<SecondFactorStatus> {
  const { tenantId, memberId } = caller.principal;
  return withTenant(tenantId, async (tx) => ({
    since: (await findFactor(tx, { tenantId, memberId }))?.confirmedAt ?? null,
    recoveryCodesLeft: await countRecoveryCodes(tx, { tenantId, memberId }),
    requiredSince: await findRequirement(tx, tenantId),
  }));
}

/**
 * Takes the caller's second factor and recovery codes away, and ends their other sessions. Audited; without one nothing
 * changes.
 * @throws Failure `forbidden` (`identityNotConfirmed`); `conflict` while the tenant requires one
 */
export async function removeSecondFactor(caller: Caller<MemberPrincipal>, now: Date = new Date()): Promise<void> {
  const { principal } = caller;
  refuseStaleProof(principal, { now, within: env().PORTAL_CONFIRM_MINUTES });
  const { tenantId, memberId, memberName, sessionId } = principal;
  await withTenant(tenantId, async (tx) => {
    if ((await findRequirement(tx, tenantId)) !== null)
      throw new Failure("conflict", "Your tenant requires a second factor of everybody.", {
        messageKey: "secondFactorRequired",
      });
    if (!(await deleteFactor(tx, { tenantId, memberId }))) return;
    const except = { exceptId: sessionId, now, idleSince: idleSince(now) };
    await markMemberSessionsEnded(tx, { tenantId, memberId }, except);
    await recordEvent(tx, caller, {
      action: "member.second-factor-removed",
      target: { kind: "member", id: memberId, name: memberName },
    });
  });
}

/**
 * Puts ten new recovery codes in the place of the caller's earlier ones. The answer is the only place where they appear.
 * Audited.
 * @throws Failure `forbidden` (`identityNotConfirmed`); `conflict` without a second factor
 */
export async function renewRecoveryCodes(
  caller: Caller<MemberPrincipal>,
  now: Date = new Date(),
): Promise<{ recoveryCodes: string[] }> {
  const { principal } = caller;
  refuseStaleProof(principal, { now, within: env().PORTAL_CONFIRM_MINUTES });
  const { tenantId, memberId, memberName } = principal;
  return withTenant(tenantId, async (tx) => {
    if ((await findFactor(tx, { tenantId, memberId }))?.confirmedAt == null)
      throw new Failure("conflict", "Set up a second factor first.", { messageKey: "noSecondFactor" });
    const { codes, codeHashes } = mintRecoveryCodes();
    await replaceRecoveryCodes(tx, { tenantId, memberId }, codeHashes, now);
    await recordEvent(tx, caller, {
      action: "member.recovery-codes-renewed",
      target: { kind: "member", id: memberId, name: memberName },
    });
    return { recoveryCodes: codes };
  });
}
