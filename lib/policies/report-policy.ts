import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import { utcDayOf } from "../domain/calendar-day";
import { notFound } from "../domain/failure";
import type { PolicyDay, WatchedPolicy } from "../domain/policy";
import { matchScopeOf, reportStart } from "./match-scope";
import { findPolicyDays } from "./policy-match-store";
import { findWatchedPolicy } from "./policy-store";

/** What a policy's rule has found, day by day. */
export type PolicyReport = { policy: WatchedPolicy; days: PolicyDay[] };

/**
 * A policy's matches and alerts of each of the last 30 days (UTC), this one included, the oldest first.
 * @throws Failure `forbidden` without `policy:read`; `not-found` for a policy that the tenant does not have
 */
export function reportPolicy(caller: Caller, id: string, now = new Date()): Promise<PolicyReport> {
  const visibility = visibilityOf(caller.principal, "policy");
  const scope = matchScopeOf(caller.principal, now);
  return withTenant(visibility.tenantId, async (tx) => {
    const policy = await findWatchedPolicy(tx, visibility, id, scope);
    if (policy === null) throw notFound("policy");
    const period = { from: reportStart(now), to: utcDayOf(now) };
    return { policy, days: await findPolicyDays(tx, visibility.tenantId, id, period) };
  });
}
