import { recordEvent } from "../audit/record-event";
import { type Transaction, withTenant } from "../db/transaction";
import type { Caller, MemberPrincipal } from "../domain/access";
import { Failure } from "../domain/failure";
import type { SecondFactorInput } from "../domain/second-factor";
import { openFactorSecret } from "./factor-cipher";
import { countRecoveryCodes, findFactor, markRecoveryCodeUsed, markStepUsed } from "./factor-store";
import { stepOf } from "./one-time-password";
import { hashRecoveryCode } from "./recovery-codes";
import { admitFactorAttempt } from "./throttle";

/**
 * Checks a code of the authenticator app, or a recovery code, and uses it up: none works twice. After five failures each
 * further try waits longer, up to a quarter of an hour.
 * @param then what follows a good code, in the transaction that uses it up
 * @throws Failure `unauthenticated` (field `code`) for a wrong, used or old code, the same for all of these; `rate-limited`
 */
export async function checkSecondFactor<T>(
  caller: Caller<MemberPrincipal>,
  input: SecondFactorInput,
  now: Date,
  then: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { tenantId, memberId, memberName } = caller.principal;
  const attempt = await admitFactorAttempt({ tenantId, memberId, ip: caller.ip });
  const outcome = await withTenant(tenantId, async (tx) => {
    if (!(await isGood(tx, { tenantId, memberId }, input, now))) return { isGood: false as const };
    if (input.kind === "recovery")
      await recordEvent(tx, caller, {
        action: "member.recovery-code-used",
        target: { kind: "member", id: memberId, name: memberName },
        detail: { left: await countRecoveryCodes(tx, { tenantId, memberId }) },
      });
    return { isGood: true as const, value: await then(tx) };
  });
  if (!outcome.isGood) {
    await withTenant(tenantId, (tx) =>
      recordEvent(tx, caller, {
        action: "member.second-factor-failed",
        target: { kind: "member", id: memberId, name: memberName },
        detail: { method: input.kind },
      }),
    );
    throw wrongFactor();
  }
  await attempt.succeeded();
  return outcome.value;
}

async function isGood(
  tx: Transaction,
  holder: { tenantId: string; memberId: string },
  input: SecondFactorInput,
  now: Date,
): Promise<boolean> {
  const factor = await findFactor(tx, holder);
  if (factor?.confirmedAt == null) return false;
  if (input.kind === "recovery") return markRecoveryCodeUsed(tx, holder, hashRecoveryCode(input.code), now);
  const secret = openFactorSecret(factor.sealedSecret, holder);
  const step = secret && stepOf(secret, input.code, now);
  return step !== null && (await markStepUsed(tx, holder, step));
}

/** The one answer to every code that is not good. */
export function wrongFactor(): Failure {
  return new Failure("unauthenticated", "This code is not valid, or it was used already.", {
    messageKey: "wrongSecondFactor",
    field: "code",
  });
}
