import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, revocableTokens } from "../domain/access";
import { notFound } from "../domain/failure";
import type { Confirmation } from "../guard/confirm-refusal";
import { confirmEverywhere } from "../revocation/confirm-everywhere";
import { findToken, markTokenRevoked } from "./token-store";

/**
 * Revokes a token, and answers once every process of the portal refuses it, or once none can let it in any more: after some
 * milliseconds, and after a second when a process does not answer. Full administrators may revoke any token of their
 * tenant, everyone else their own. Revoking twice is the same as once.
 * @throws Failure `not-found`, word for word the same, for tokens that are missing or not the caller's to revoke
 */
export async function revokeToken(
  caller: Caller<MemberPrincipal>,
  input: { publicId: string },
): Promise<{ name: string; revokedAt: Date } & Confirmation> {
  const revoked = await markRevoked(caller, input.publicId);
  return { ...revoked, ...(await confirmEverywhere()) };
}

function markRevoked(caller: Caller<MemberPrincipal>, publicId: string): Promise<{ name: string; revokedAt: Date }> {
  const visibility = revocableTokens(caller.principal);
  return withTenant(caller.principal.tenantId, async (tx) => {
    const { memberId, memberName } = caller.principal;
    const revoked = await markTokenRevoked(tx, visibility, publicId, { memberId, memberName, at: new Date() });
    if (revoked) {
      await recordEvent(tx, caller, {
        action: "token.revoked",
        target: { kind: "token", id: publicId, name: revoked.name },
      });
      return revoked;
    }
    const token = await findToken(tx, visibility, publicId);
    if (!token?.revokedAt) throw notFound("token");
    return { name: token.name, revokedAt: token.revokedAt };
  });
}
