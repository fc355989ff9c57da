import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, revocableTokens } from "../domain/access";
import { notFound } from "../domain/failure";
import type { UsageImpact } from "../domain/usage-view";
import { findToken } from "./token-store";
import { findImpactOfToken } from "./token-usage-store";
import { impactSince } from "./tracked-since";

/**
 * Who would be cut off by the revocation of a token: its callers of the past 30 days, refused calls aside. For whoever
 * may revoke it. Changes nothing.
 * @throws Failure `not-found`, word for word the same, for tokens that are missing or not the caller's to revoke
 */
export function previewRevocation(
  caller: Caller<MemberPrincipal>,
  input: { publicId: string },
  now = new Date(),
): Promise<UsageImpact> {
  const visibility = revocableTokens(caller.principal);
  return withTenant(visibility.tenantId, async (tx) => {
    const token = await findToken(tx, visibility, input.publicId);
    if (token === null) throw notFound("token");
    const since = impactSince(token.createdAt, now);
    return { ...(await findImpactOfToken(tx, visibility, input.publicId, since)), trackedSince: since };
  });
}
