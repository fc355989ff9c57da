import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf, writablePolicies } from "../domain/access";
import { Failure, notFound } from "../domain/failure";
import { deletePolicyRow } from "./policy-change-store";
import { findPolicyForUpdate } from "./policy-store";

/**
 * Deletes a policy that somebody made, with its report. Its alerts stay, and go on naming it.
 * @throws Failure `forbidden` without `policy:write` for policies of its type; `not-found` for a policy that the tenant
 * does not have; `conflict` for one that came with the tenant, which can be switched off
 */
export function deletePolicy(caller: Caller, id: string): Promise<void> {
  const visibility = visibilityOf(caller.principal, "policy");
  return withTenant(visibility.tenantId, async (tx) => {
    const policy = await findPolicyForUpdate(tx, visibility, id);
    if (policy === null) throw notFound("policy");
    const writable = writablePolicies(caller.principal, "policy:write", policy.type);
    if (policy.isBuiltIn)
      throw new Failure("conflict", "A built-in policy cannot be deleted: disable it instead", {
        messageKey: "policyBuiltIn",
      });
    await deletePolicyRow(tx, writable, id);
    await recordEvent(tx, caller, {
      action: "policy.deleted",
      target: { kind: "policy", id, name: policy.name },
      detail: { policyType: policy.type },
    });
  });
}
