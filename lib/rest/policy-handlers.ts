import type { PolicyRecord, policyEndpoints } from "../api-contract/policies";
import type { WatchedPolicy } from "../domain/policy";
import { findPolicy } from "../policies/find-policy";
import { listPolicies } from "../policies/list-policies";
import { reportPolicy } from "../policies/report-policy";
import type { HandlersOf } from "./handler";
import { toListAnswer } from "./list-answer";
import { parameterOf } from "./parameter";
import { tenantNumber } from "./tenant-number";

export const policyHandlers: HandlersOf<keyof typeof policyEndpoints> = {
  listPolicies: async ({ caller, input, now }) => {
    const { tenantId } = caller.principal;
    const result = await listPolicies(caller, input.query, now);
    return toListAnswer(input.query, result, (policy) => toPolicyRecord(policy, tenantId));
  },
  findPolicy: async ({ caller, parameters, now }) => {
    const type = parameterOf(parameters, "type", "policy");
    const policy = await findPolicy(caller, parameterOf(parameters, "id", "policy"), type, now);
    return toPolicyRecord(policy, caller.principal.tenantId);
  },
  findPolicyById: async ({ caller, parameters, now }) => {
    const policy = await findPolicy(caller, parameterOf(parameters, "id", "policy"), null, now);
    return toPolicyRecord(policy, caller.principal.tenantId);
  },
  reportPolicy: async ({ caller, parameters, now }) => {
    const { policy, days } = await reportPolicy(caller, parameterOf(parameters, "id", "policy"), now);
    return { policy: toPolicyRecord(policy, caller.principal.tenantId), days };
  },
};

/** A policy as the API shows it. */
function toPolicyRecord(policy: WatchedPolicy, tenantId: string): PolicyRecord {
  const { id, type, name, description, severity, isEnabled, createdAt, modifiedAt } = policy;
  const { isBuiltIn, dailyLimit, matches, openAlerts, lastAlertAt } = policy;
  return {
    _id: id,
    policyType: type,
    name,
    description,
    severity,
    enabled: isEnabled,
    created: createdAt.getTime(),
    lastModified: modifiedAt.getTime(),
    builtIn: isBuiltIn,
    dailyAlertLimit: dailyLimit,
    matches,
    openAlerts,
    lastAlert: lastAlertAt?.getTime() ?? null,
    _tid: tenantNumber(tenantId),
  };
}
