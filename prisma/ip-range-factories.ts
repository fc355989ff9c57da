import { randomBytes } from "node:crypto";
import type { PrismaClient } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import type { Tenant } from "@/lib/domain/tenant";

/** The tenant's only IP range, 192.0.2.0/24, in place of those that it had. @returns its id */
export async function makeOnlyIpRange(
  client: PrismaClient,
  tenant: Tenant,
  id = randomBytes(12).toString("hex"),
): Promise<string> {
  const range = { tenantId: tenant.id, id, name: "Test range", category: 6, overrideOrganization: false, tagIds: [] };
  const block = { tenantId: tenant.id, rangeId: id, position: 1, network: "::ffff:192.0.2.0/120" };
  await withTenant(
    tenant.id,
    async (tx) => {
      await tx.ipRange.deleteMany({ where: { tenantId: tenant.id } });
      await tx.ipRange.createMany({ data: [{ ...range, modifiedAt: new Date() }] });
      await tx.ipRangeSubnet.createMany({ data: [{ ...block, originalString: "192.0.2.0/24" }] });
    },
    client,
  );
  return id;
}
