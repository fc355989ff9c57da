import type { PrismaClient } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import type { Tenant } from "@/lib/domain/tenant";

/** Makes the proofs of identity of everybody's sessions in a tenant as old as a test needs them. */
export async function ageProofs(client: PrismaClient, tenant: Tenant, minutes: number): Promise<void> {
  const provenAt = new Date(Date.now() - minutes * 60_000);
  await withTenant(
    tenant.id,
    (tx) => tx.memberSession.updateMany({ where: { tenantId: tenant.id }, data: { provenAt } }),
    client,
  );
}

/** The id of a member by their e-mail. */
export async function memberIdOf(client: PrismaClient, tenant: Tenant, email: string): Promise<string> {
  const where = { tenantId_email: { tenantId: tenant.id, email } };
  return (await withTenant(tenant.id, (tx) => tx.member.findUniqueOrThrow({ where }), client)).id;
}

/** What a tenant has of everything that a person could change, as one text: equal texts mean that nothing was changed. */
export async function fingerprintOf(client: PrismaClient, tenant: Tenant): Promise<string> {
  const rows = await withTenant(
    tenant.id,
    async (tx) => [
      await tx.apiToken.findMany({ orderBy: { id: "asc" } }),
      await tx.member.findMany({ orderBy: { id: "asc" } }),
      await tx.memberSession.findMany({ orderBy: { id: "asc" }, omit: { lastSeenAt: true } }),
      await tx.auditEvent.count(),
      await tx.alert.count({ where: { readAt: { not: null } } }),
      await tx.policy.count(),
    ],
    client,
  );
  return JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}
