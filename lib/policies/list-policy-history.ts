import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { PolicyEvent } from "../domain/policy-view";
import { findPolicyEvents } from "./policy-page-store";

const historyMaximum = 50;

/**
 * What people did to a policy, the newest first. Whoever may read the policy sees it, without addresses and clients.
 * @throws Failure `forbidden` without `policy:read`
 */
export function listPolicyHistory(caller: Caller, id: string): Promise<PolicyEvent[]> {
  const visibility = visibilityOf(caller.principal, "policy");
  return withTenant(visibility.tenantId, (tx) => findPolicyEvents(tx, visibility, id, historyMaximum));
}
