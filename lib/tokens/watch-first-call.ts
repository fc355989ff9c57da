import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, ownRows } from "../domain/access";
import type { TokenUse } from "../domain/api-token";
import { notFound } from "../domain/failure";
import { findToken } from "./token-store";

/**
 * The latest call of one of the caller's own tokens, or null while it was never used. The generation dialog asks this
 * until the first call arrives.
 * @throws Failure `not-found` for anybody else's token
 */
export function watchFirstCall(
  caller: Caller<MemberPrincipal>,
  input: { publicId: string },
): Promise<{ firstCall: TokenUse | null }> {
  return withTenant(caller.principal.tenantId, async (tx) => {
    const token = await findToken(tx, ownRows(caller.principal), input.publicId);
    if (!token) throw notFound("token");
    return { firstCall: token.lastUse };
  });
}
