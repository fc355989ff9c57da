import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import { pageOf } from "../domain/list-page";
import type { ListQuery, ListResult } from "../domain/list-query";
import type { WatchedPolicy } from "../domain/policy";
import type { PolicyFilter, PolicySort } from "../domain/policy-list";
import { matchScopeOf } from "./match-scope";
import { countPolicies, findPolicies } from "./policy-store";

/**
 * One page of the tenant's policies, with what became of their matches.
 * @throws Failure `forbidden` without `policy:read`
 */
export function listPolicies(
  caller: Caller,
  query: ListQuery<PolicyFilter, PolicySort>,
  now = new Date(),
): Promise<ListResult<WatchedPolicy>> {
  const visibility = visibilityOf(caller.principal, "policy");
  const scope = matchScopeOf(caller.principal, now);
  return withTenant(visibility.tenantId, async (tx) => {
    const found = await findPolicies(tx, visibility, query, scope);
    const page = await pageOf(found, query, (cap) => countPolicies(tx, visibility, query.conditions, cap));
    return { ...page, scanAfter: null };
  });
}
