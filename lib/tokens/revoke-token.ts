import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, revocableTokens } from "../domain/access";
import { notFound } from "../domain/failure";
import { findToken, markTokenRevoked } from "./token-store";

/**
 * Revokes a token: its next call is refused, whoever holds it. Full administrators may revoke any token of their tenant,
 * everyone else their own. Revoking twice is the same as once.
 * @throws Failure `not-found`, word for word the same, for tokens that are missing or not the caller's to revoke
 */
export function revokeToken(
  caller: Caller<MemberPrincipal>,
  input: { publicId: string },
): Promise<{ name: string; revokedAt: Date }> {
  const visibility = revocableTokens(caller.principal);
  return withTenant(caller.principal.tenantId, async (tx) => {
    const { memberId, memberName } = caller.principal;
    const revoked = await markTokenRevoked(tx, visibility, input.publicId, { memberId, memberName, at: new Date() });
    if (revoked) {
      await recordEvent(tx, caller, {
        action: "token.revoked",
        target: { kind: "token", id: input.publicId, name: revoked.name },
      });
      return revoked;
    }
    const token = await findToken(tx, visibility, input.publicId);
    if (!token?.revokedAt) throw notFound("token");
    return { name: token.name, revokedAt: token.revokedAt };
  });
}
