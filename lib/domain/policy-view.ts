import { z } from "zod";
import { viewCursor, viewText } from "./list-view";
import { policyTypes } from "./policy";

export const policyStatuses = ["enabled", "disabled"] as const;
export const policySeverities = ["high", "medium", "low"] as const;

/** The page of policies as its address holds it. Anything unreadable falls back to the default view: all of them. */
export const policyView = z.object({
  type: z.enum(policyTypes).nullable().catch(null).default(null),
  severity: z.enum(policySeverities).nullable().catch(null).default(null),
  status: z.enum(policyStatuses).nullable().catch(null).default(null),
  /** Part of the name. */
  search: viewText,
  direction: z.enum(["asc", "desc"]).catch("asc").default("asc"),
  after: viewCursor,
  before: viewCursor,
});
/** Policies go by name. */
export type PolicyView = z.infer<typeof policyView>;

/** Whether the view shows less than everything. */
export function isNarrowed({ type, severity, status, search }: PolicyView): boolean {
  return [type, severity, status].some((value) => value !== null) || search !== "";
}

/** One thing that was done to a policy, from the audit log, without what only its readers see. */
export type PolicyEvent = {
  id: string;
  at: Date;
  action: "policy.created" | "policy.changed" | "policy.enabled" | "policy.disabled";
  actorKind: "member" | "token" | "visitor" | "system";
  /** As it was at that moment. */
  actorName: string;
};
