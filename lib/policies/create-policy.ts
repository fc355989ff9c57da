import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, writablePolicies } from "../domain/access";
import { Failure } from "../domain/failure";
import { type CreatePolicyInput, policiesMaximum } from "../domain/policy-input";
import { policyTypeOfKind } from "../domain/policy-rule";
import { countAllPolicies, insertPolicy } from "./policy-change-store";

/**
 * Makes a policy, switched on: what arrives from now on is looked at.
 * @returns its id
 * @throws Failure `forbidden` without `policy:create` for policies of this type; `conflict` when the name is taken, or the
 * tenant has as many policies as it may
 */
export function createPolicy(caller: Caller, input: CreatePolicyInput, now = new Date()): Promise<string> {
  const type = policyTypeOfKind[input.rule.kind];
  const visibility = writablePolicies(caller.principal, "policy:create", type);
  return withTenant(visibility.tenantId, async (tx) => {
    if ((await countAllPolicies(tx, visibility)) >= policiesMaximum)
      throw new Failure("conflict", `A tenant has ${policiesMaximum} policies at most: delete one first`, {
        messageKey: "tooManyPolicies",
      });
    const id = await insertPolicy(tx, visibility, { ...input, type }, now);
    const { name, severity, dailyLimit } = input;
    await recordEvent(tx, caller, {
      action: "policy.created",
      target: { kind: "policy", id, name },
      detail: { policyType: type, severity, dailyLimit },
    });
    return id;
  });
}
