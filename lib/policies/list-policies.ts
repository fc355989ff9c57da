import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import { pageOf } from "../domain/list-page";
import type { ListQuery, ListResult } from "../domain/list-query";
import type { Policy } from "../domain/policy";
import type { PolicyFilter, PolicySort } from "../domain/policy-list";
import { countPolicies, findPolicies } from "./policy-store";

/**
 * One page of the tenant's policies.
 * @throws Failure `forbidden` without `policy:read`
 */
export function listPolicies(caller: Caller, query: ListQuery<PolicyFilter, PolicySort>): Promise<ListResult<Policy>> {
  const visibility = visibilityOf(caller.principal, "policy");
  return withTenant(visibility.tenantId, async (tx) => {
    const found = await findPolicies(tx, visibility, query);
    const page = await pageOf(found, query, (cap) => countPolicies(tx, visibility, query.conditions, cap));
    return { ...page, scanAfter: null };
  });
}
