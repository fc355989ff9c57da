import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf, writablePolicies } from "../domain/access";
import { Failure, notFound } from "../domain/failure";
import type { UpdatePolicyInput } from "../domain/policy-input";
import { savePolicy } from "./policy-change-store";
import { findPolicyForUpdate } from "./policy-store";

/**
 * Replaces all that people say about a policy; whether it is switched on stays as it is. A policy keeps its kind, and one
 * that no rule of this portal decides stays without.
 * @throws Failure `forbidden` without `policy:write` for policies of its type; `not-found` for a policy that the tenant
 * does not have; `invalid` for another kind of rule; `conflict` when the name is taken
 */
export function updatePolicy(caller: Caller, input: UpdatePolicyInput, now = new Date()): Promise<void> {
  const visibility = visibilityOf(caller.principal, "policy");
  const { id, ...settings } = input;
  return withTenant(visibility.tenantId, async (tx) => {
    const before = await findPolicyForUpdate(tx, visibility, id);
    if (before === null) throw notFound("policy");
    const writable = writablePolicies(caller.principal, "policy:write", before.type);
    if (before.rule?.kind !== settings.rule?.kind)
      throw new Failure("invalid", "A policy keeps its kind: make another policy instead", { field: "rule" });
    await savePolicy(tx, writable, id, settings, now);
    await recordEvent(tx, caller, {
      action: "policy.changed",
      target: { kind: "policy", id, name: settings.name },
      detail: {
        before: before.name,
        severity: settings.severity,
        dailyLimit: settings.dailyLimit,
        ruleChanged: JSON.stringify(before.rule) !== JSON.stringify(settings.rule),
      },
    });
  });
}
