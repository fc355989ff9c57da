import { withTenant } from "../db/transaction";
import { type Caller, isFullAdministrator, type MemberPrincipal, visibilityOf } from "../domain/access";
import type { ApiToken, ListTokensInput, TokenCounts } from "../domain/api-token";
import type { Page } from "../domain/page";
import { countTokens, findTokens } from "./token-list-store";

export type TokenList = {
  page: Page<ApiToken>;
  counts: TokenCounts;
  /** The moment that the statuses were computed for. */
  now: Date;
};

/**
 * One page of the tokens that the caller sees, and how many there are of each status: the whole tenant's for full
 * administrators, everyone else's own. Only full administrators see revoked tokens and may sort by owner; others get
 * the default view instead.
 * @throws Failure `forbidden` for a role that has no tokens at all
 */
export function listTokens(
  caller: Caller<MemberPrincipal>,
  input: ListTokensInput,
  now = new Date(),
): Promise<TokenList> {
  const { principal } = caller;
  const visibility = visibilityOf(principal, "token");
  const query = isFullAdministrator(principal) ? input : withoutAdministratorViews(input);
  return withTenant(principal.tenantId, async (tx) => {
    const counts = await countTokens(tx, visibility, now);
    const page = await findTokens(tx, visibility, query, now);
    return { page, counts, now };
  });
}

function withoutAdministratorViews(input: ListTokensInput): ListTokensInput {
  return {
    ...input,
    status: input.status === "revoked" ? null : input.status,
    sort: input.sort === "owner" ? "generated" : input.sort,
  };
}
