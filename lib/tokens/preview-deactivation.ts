import { withTenant } from "../db/transaction";
import { authorize, type Caller, type MemberPrincipal, visibilityOf } from "../domain/access";
import type { UsageImpact } from "../domain/usage-view";
import { findImpactOfOwner } from "./token-usage-store";
import { impactSince } from "./tracked-since";

/**
 * Who would be cut off by the deactivation of a member: the callers of all their living tokens in the past 30 days,
 * refused calls aside. For full administrators; nobody calls with tokens of people of another tenant. Changes nothing.
 * @throws Failure `forbidden` for all others
 */
export function previewDeactivation(
  caller: Caller<MemberPrincipal>,
  input: { memberId: string },
  now = new Date(),
): Promise<UsageImpact> {
  authorize(caller.principal, "member:manage");
  const visibility = visibilityOf(caller.principal, "token");
  const since = impactSince(new Date(0), now);
  return withTenant(visibility.tenantId, async (tx) => ({
    ...(await findImpactOfOwner(tx, visibility, input.memberId, since)),
    trackedSince: since,
  }));
}
