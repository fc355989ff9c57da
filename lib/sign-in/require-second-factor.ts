import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { authorize, type Caller, type MemberPrincipal } from "../domain/access";
import { Failure } from "../domain/failure";
import { refuseStaleProof } from "../domain/fresh-proof";
import { env } from "../env";
import { countFactorlessMembers, findFactor, findRequirement, saveRequirement } from "./factor-store";

/** Whether a tenant requires a second factor, and whom it would hold up. */
export type SecondFactorRequirement = { requiredSince: Date | null; members: number; without: number };

/**
 * How many can sign in, and how many of them have no second factor yet. For full administrators.
 * @throws Failure `forbidden`
 */
export function viewRequirement(caller: Caller<MemberPrincipal>): Promise<SecondFactorRequirement> {
  const { principal } = caller;
  authorize(principal, "member:manage");
  const { tenantId } = principal;
  return withTenant(tenantId, async (tx) => ({
    requiredSince: await findRequirement(tx, tenantId),
    ...(await countFactorlessMembers(tx, tenantId)),
  }));
}

/**
 * Requires a second factor of every member of the caller's tenant, or leaves it to each. Members without one are led to set
 * one up at their next request, and can do nothing before. For full administrators, who need one themselves to require it.
 * Audited; what is so already changes nothing.
 * @throws Failure `forbidden`, also with `identityNotConfirmed`; `conflict` without a second factor of one's own
 */
export async function requireSecondFactor(
  caller: Caller<MemberPrincipal>,
  input: { isRequired: boolean },
  now: Date = new Date(),
): Promise<void> {
  const { principal } = caller;
  authorize(principal, "member:manage");
  refuseStaleProof(principal, { now, within: env().PORTAL_CONFIRM_MINUTES });
  const { tenantId, tenantSlug, memberId } = principal;
  await withTenant(tenantId, async (tx) => {
    const own = await findFactor(tx, { tenantId, memberId });
    if (input.isRequired && own?.confirmedAt == null)
      throw new Failure("conflict", "Set up a second factor of your own before you require one of everybody.", {
        messageKey: "ownSecondFactorFirst",
      });
    if (!(await saveRequirement(tx, tenantId, input.isRequired ? now : null))) return;
    await recordEvent(tx, caller, {
      action: input.isRequired ? "tenant.second-factor-required" : "tenant.second-factor-optional",
      target: { kind: "tenant", id: tenantId, name: tenantSlug },
    });
  });
}
