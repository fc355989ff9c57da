import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import { findPolicyNameById } from "./policy-store";

/**
 * What a policy is called today; null for one that the tenant does not have, or not any more.
 * @throws Failure `forbidden` without `policy:read`
 */
export function findPolicyName(caller: Caller, id: string): Promise<string | null> {
  const visibility = visibilityOf(caller.principal, "policy");
  return withTenant(visibility.tenantId, (tx) => findPolicyNameById(tx, visibility, id));
}
