import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import { notFound } from "../domain/failure";
import type { Policy } from "../domain/policy";
import { findPolicyById } from "./policy-store";

/**
 * One policy by its id.
 * @param type what it must watch; null for whatever it does
 * @throws Failure `forbidden` without `policy:read`; `not-found` alike for a missing policy, one of another type and
 * another tenant's
 */
export async function findPolicy(caller: Caller, id: string, type: string | null): Promise<Policy> {
  const visibility = visibilityOf(caller.principal, "policy");
  const policy = await withTenant(visibility.tenantId, (tx) => findPolicyById(tx, visibility, id));
  if (policy === null || (type !== null && policy.type !== type)) throw notFound("policy");
  return policy;
}
