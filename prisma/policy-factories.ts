import { randomBytes } from "node:crypto";
import type { PrismaClient } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import type { Policy } from "@/lib/domain/policy";
import type { Tenant } from "@/lib/domain/tenant";

/** A policy that watches files, unless the test says otherwise. */
export async function makePolicy(client: PrismaClient, tenant: Tenant, input: Partial<Policy> = {}): Promise<Policy> {
  const id = randomBytes(12).toString("hex");
  const at = new Date();
  const plain = { id, type: "FILE", name: `Policy ${id}`, description: "", severity: 1, isEnabled: true };
  const policy = { ...plain, createdAt: at, modifiedAt: at, ...input };
  await withTenant(tenant.id, (tx) => tx.policy.createMany({ data: [{ tenantId: tenant.id, ...policy }] }), client);
  return policy;
}
