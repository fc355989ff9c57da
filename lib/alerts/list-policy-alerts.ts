import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { ListedAlert } from "../domain/alert-view";
import { findNewestOfPolicy } from "./alert-list-store";

const newestMaximum = 5;

/**
 * The newest alerts that a policy raised, open or closed, as far as the caller sees them.
 * @throws Failure `forbidden` without `alert:read`
 */
export function listPolicyAlerts(caller: Caller, policyId: string): Promise<ListedAlert[]> {
  const visibility = visibilityOf(caller.principal, "alert");
  return withTenant(visibility.tenantId, (tx) => findNewestOfPolicy(tx, visibility, policyId, newestMaximum));
}
