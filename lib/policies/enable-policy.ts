import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf, writablePolicies } from "../domain/access";
import { notFound } from "../domain/failure";
import { markPolicyEnabled } from "./policy-change-store";
import { findPolicyForUpdate } from "./policy-store";

/**
 * Switches a policy on or off; doing it twice changes and records nothing. Once it is off, nothing raises an alert of it
 * any more: what was under way is done before.
 * @throws Failure `forbidden` without `policy:write` for policies of its type; `not-found` for a policy that the tenant
 * does not have
 */
export function enablePolicy(
  caller: Caller,
  { id, isEnabled }: { id: string; isEnabled: boolean },
  now = new Date(),
): Promise<void> {
  const visibility = visibilityOf(caller.principal, "policy");
  return withTenant(visibility.tenantId, async (tx) => {
    const policy = await findPolicyForUpdate(tx, visibility, id);
    if (policy === null) throw notFound("policy");
    const writable = writablePolicies(caller.principal, "policy:write", policy.type);
    if (policy.isEnabled === isEnabled) return;
    await markPolicyEnabled(tx, writable, id, isEnabled, now);
    await recordEvent(tx, caller, {
      action: isEnabled ? "policy.enabled" : "policy.disabled",
      target: { kind: "policy", id, name: policy.name },
    });
  });
}
