import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import { notFound } from "../domain/failure";
import type { WatchedPolicy } from "../domain/policy";
import { matchScopeOf } from "./match-scope";
import { findWatchedPolicy } from "./policy-store";

/**
 * One policy by its id, with what became of its matches.
 * @param type what it must watch; null for whatever it does
 * @throws Failure `forbidden` without `policy:read`; `not-found` alike for a missing policy, one of another type and
 * another tenant's
 */
export async function findPolicy(
  caller: Caller,
  id: string,
  type: string | null,
  now = new Date(),
): Promise<WatchedPolicy> {
  const visibility = visibilityOf(caller.principal, "policy");
  const scope = matchScopeOf(caller.principal, now);
  const policy = await withTenant(visibility.tenantId, (tx) => findWatchedPolicy(tx, visibility, id, scope));
  if (policy === null || (type !== null && policy.type !== type)) throw notFound("policy");
  return policy;
}
