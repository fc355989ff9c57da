import type { PolicyRecord, policyEndpoints } from "../api-contract/policies";
import type { Policy } from "../domain/policy";
import { findPolicy } from "../policies/find-policy";
import { listPolicies } from "../policies/list-policies";
import type { HandlersOf } from "./handler";
import { toListAnswer } from "./list-answer";
import { parameterOf } from "./parameter";
import { tenantNumber } from "./tenant-number";

export const policyHandlers: HandlersOf<keyof typeof policyEndpoints> = {
  listPolicies: async ({ caller, input }) => {
    const { tenantId } = caller.principal;
    const result = await listPolicies(caller, input.query);
    return toListAnswer(input.query, result, (policy) => toPolicyRecord(policy, tenantId));
  },
  findPolicy: async ({ caller, parameters }) => {
    const type = parameterOf(parameters, "type", "policy");
    const policy = await findPolicy(caller, parameterOf(parameters, "id", "policy"), type);
    return toPolicyRecord(policy, caller.principal.tenantId);
  },
  findPolicyById: async ({ caller, parameters }) => {
    const policy = await findPolicy(caller, parameterOf(parameters, "id", "policy"), null);
    return toPolicyRecord(policy, caller.principal.tenantId);
  },
};

/** A policy as the API shows it. */
function toPolicyRecord(policy: Policy, tenantId: string): PolicyRecord {
  const { id, type, name, description, severity, isEnabled, createdAt, modifiedAt } = policy;
  return {
    _id: id,
    policyType: type,
    name,
    description,
    severity,
    enabled: isEnabled,
    created: createdAt.getTime(),
    lastModified: modifiedAt.getTime(),
    _tid: tenantNumber(tenantId),
  };
}
