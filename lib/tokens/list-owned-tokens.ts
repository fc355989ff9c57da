import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, visibilityOf } from "../domain/access";
import type { ApiToken } from "../domain/api-token";
import { findLivingTokensOfOwner } from "./token-store";

/** The most that a dialog lists; `total` says how many there are. */
const listedMaximum = 50;

/**
 * The living tokens of one member, as far as the caller sees them: what stops when that member is deactivated.
 * Full administrators see anybody's, everyone else gets an empty list for other people.
 */
export function listOwnedTokens(
  caller: Caller<MemberPrincipal>,
  input: { memberId: string },
): Promise<{ tokens: ApiToken[]; total: number }> {
  const visibility = visibilityOf(caller.principal, "token");
  return withTenant(caller.principal.tenantId, (tx) =>
    findLivingTokensOfOwner(tx, visibility, input.memberId, listedMaximum),
  );
}
