"use server";

import { z } from "zod";
import type { RulePreview } from "@/components/policies/policy-actions";
import { previewActivityRule } from "@/lib/activities/preview-activity-rule";
import { previewDiscoveryRule } from "@/lib/discovery/preview-discovery-rule";
import { createPolicyInput, enablePolicyInput, policyReference, updatePolicyInput } from "@/lib/domain/policy-input";
import { policyRule } from "@/lib/domain/policy-rule";
import { createPolicy } from "@/lib/policies/create-policy";
import { deletePolicy } from "@/lib/policies/delete-policy";
import { enablePolicy } from "@/lib/policies/enable-policy";
import { updatePolicy } from "@/lib/policies/update-policy";
import { memberAction } from "@/lib/web/action";

export const createPolicyAction = memberAction(createPolicyInput, (caller, input) => createPolicy(caller, input));

export const updatePolicyAction = memberAction(updatePolicyInput, async (caller, input) => {
  await updatePolicy(caller, input);
  return input.id;
});

export const enablePolicyAction = memberAction(enablePolicyInput, (caller, input) => enablePolicy(caller, input));

export const deletePolicyAction = memberAction(policyReference, (caller, { id }) => deletePolicy(caller, id));

/** What a rule would have found, by the feature whose data it looks at. */
export const previewRuleAction = memberAction(
  z.strictObject({ rule: policyRule }),
  async (caller, { rule }): Promise<RulePreview> =>
    rule.kind === "activity"
      ? { kind: "activity", ...(await previewActivityRule(caller, rule)) }
      : { kind: "discovery", ...(await previewDiscoveryRule(caller, rule)) },
);
