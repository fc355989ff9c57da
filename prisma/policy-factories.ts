import { randomBytes } from "node:crypto";
import { Prisma, type PrismaClient } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import type { Policy } from "@/lib/domain/policy";
import { type PolicyRule, policyTypeOfKind } from "@/lib/domain/policy-rule";
import type { Tenant } from "@/lib/domain/tenant";

/** A policy that watches files, unless the test says otherwise; one with a rule is of the type that its rule needs. */
export async function makePolicy(client: PrismaClient, tenant: Tenant, input: Partial<Policy> = {}): Promise<Policy> {
  const policy: Policy = { ...plainPolicy(input.rule ?? null), ...input };
  const { rule, ...row } = policy;
  const data = [{ tenantId: tenant.id, ...row, rule: rule ?? Prisma.DbNull }];
  await withTenant(tenant.id, (tx) => tx.policy.createMany({ data }), client);
  return policy;
}

function plainPolicy(rule: PolicyRule | null): Policy {
  const id = randomBytes(12).toString("hex");
  const at = new Date();
  return {
    id,
    type: rule === null ? "FILE" : policyTypeOfKind[rule.kind],
    name: `Policy ${id}`,
    description: "",
    severity: 1,
    isEnabled: true,
    isBuiltIn: false,
    dailyLimit: 5,
    rule,
    createdAt: at,
    modifiedAt: at,
  };
}
