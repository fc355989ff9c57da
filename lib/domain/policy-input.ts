import { z } from "zod";
import { lineOfText, optionalParagraphs } from "./plain-text";
import { policyRule } from "./policy-rule";

/** Each of them is looked at whenever something arrives. */
export const policiesMaximum = 200;
export const policyNameMaximum = 120;
export const policyDescriptionMaximum = 1_000;
export const dailyLimitDefault = 5;
export const dailyLimitMaximum = 100;

/** A policy's id as addresses and clients carry it. */
export const policyId = z.string().regex(/^[0-9a-f]{24}$/, { error: "invalid" });

const settings = z.strictObject({
  name: lineOfText(policyNameMaximum),
  description: optionalParagraphs(policyDescriptionMaximum).transform((text) => text ?? ""),
  severity: z.literal([0, 1, 2], { error: "invalid" }),
  dailyLimit: z
    .int({ error: "outOfRange" })
    .min(1, { error: "outOfRange" })
    .max(dailyLimitMaximum, { error: "outOfRange" }),
});

/** What people make a policy of. Issue messages are keys under `validation` in the message catalogue. */
export const createPolicyInput = settings.extend({ rule: policyRule });
export type CreatePolicyInput = z.output<typeof createPolicyInput>;
/** The same as a form fills it in. */
export type CreatePolicyForm = z.input<typeof createPolicyInput>;

/** All that a policy is afterwards; `rule` is null exactly where the policy has none. */
export const updatePolicyInput = settings.extend({ id: policyId, rule: policyRule.nullable() });
export type UpdatePolicyInput = z.output<typeof updatePolicyInput>;
export type UpdatePolicyForm = z.input<typeof updatePolicyInput>;

export const enablePolicyInput = z.strictObject({ id: policyId, isEnabled: z.boolean() });
export const policyReference = z.strictObject({ id: policyId });
