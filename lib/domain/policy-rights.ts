import { canForPolicyType, type Principal } from "./access";
import { type PolicyRuleKind, policyRuleKinds, policyTypeOfKind } from "./policy-rule";

/** The kinds of rules of which a principal may make policies; null for none. */
export function creatableKinds(
  principal: Pick<Principal, "role">,
): readonly [PolicyRuleKind, ...PolicyRuleKind[]] | null {
  const [first, ...others] = policyRuleKinds.filter((kind) =>
    canForPolicyType(principal, "policy:create", policyTypeOfKind[kind]),
  );
  return first === undefined ? null : [first, ...others];
}
