import type { Action } from "@/lib/domain/action-result";
import type { WatchedPolicy } from "@/lib/domain/policy";
import type { CreatePolicyForm, UpdatePolicyForm } from "@/lib/domain/policy-input";
import type { RuleForm } from "./rule-form";

/** What a rule would have found in the last 30 days. */
export type RulePreview =
  | { kind: "activity"; activities: number; people: number; isPartial: boolean }
  | { kind: "discovery"; found: number; names: string[] };

/** What the server does with a policy that is there; the page hands it down. */
export type PolicyActions = {
  enable: Action<{ id: string; isEnabled: boolean }, void>;
  remove: Action<{ id: string }, void>;
};

/** What the server does with the form of a policy. */
export type PolicyFormActions = {
  /** Both answer the id of the policy; a page has one of them. */
  save: Action<CreatePolicyForm, string> | null;
  update: Action<UpdatePolicyForm, string> | null;
  preview: Action<{ rule: RuleForm }, RulePreview>;
};

/** What the reader may do with a policy. */
export type PolicyRights = { mayChange: boolean };
export type ListedPolicy = WatchedPolicy & PolicyRights;

export const policiesPath = "/policies";
export const newPolicyPath = `${policiesPath}/new`;

/** The page of one policy. */
export function policyPath(id: string): string {
  return `${policiesPath}/${id}`;
}

export function editPolicyPath(id: string): string {
  return `${policyPath(id)}/edit`;
}

/** A policy's open alerts. */
export function alertsOfPolicyPath(id: string): string {
  return `/alerts?policy=${id}`;
}
