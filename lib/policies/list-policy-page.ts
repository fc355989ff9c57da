import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, visibilityOf } from "../domain/access";
import type { Page } from "../domain/page";
import type { WatchedPolicy } from "../domain/policy";
import type { PolicyView } from "../domain/policy-view";
import { matchScopeOf } from "./match-scope";
import { findPolicyPage } from "./policy-page-store";

/**
 * One page of the tenant's policies by name, for people.
 * @throws Failure `forbidden` without `policy:read`
 */
export function listPolicyPage(
  caller: Caller<MemberPrincipal>,
  view: PolicyView,
  now = new Date(),
): Promise<Page<WatchedPolicy>> {
  const visibility = visibilityOf(caller.principal, "policy");
  const scope = matchScopeOf(caller.principal, now);
  return withTenant(visibility.tenantId, (tx) => findPolicyPage(tx, visibility, view, scope));
}
