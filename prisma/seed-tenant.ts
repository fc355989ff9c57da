import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { Transaction } from "@/lib/db/transaction";
import { hashSecret, mintSecret, parsePeppers } from "@/lib/tokens/token-secret";
import { demoArrival, demoAuditEvents } from "./demo-audit";
import { type DemoAccount, type DemoTenant, demoAccounts, demoEmail, demoRoles } from "./demo-people";
import { type DemoToken, demoTokens } from "./demo-tokens";

export type SeededPeople = DemoTenant & { memberIds: Record<DemoAccount, string> };
export type SeededToken = DemoToken & { id: string; publicId: string };
export type SeededTenant = SeededPeople & { tokens: SeededToken[] };

/** Makes the tenant and its members, all joined, all with the same password. */
export async function seedPeople(
  tx: Transaction,
  tenant: DemoTenant,
  passwordHash: string,
  now: Date,
): Promise<SeededPeople> {
  const memberIds = Object.fromEntries(demoAccounts.map((account) => [account, randomUUID()])) as Record<
    DemoAccount,
    string
  >;
  const tenantId = tenant.id;
  const { invitedAt: createdAt } = demoArrival("admin", now);
  await tx.tenant.createMany({
    data: [{ id: tenantId, slug: tenant.slug, name: tenant.name, isDemo: true, createdAt }],
  });
  await tx.member.createMany({
    data: demoAccounts.map((account) => ({
      tenantId,
      id: memberIds[account],
      email: demoEmail(account, tenant.slug),
      name: tenant.people[account],
      role: demoRoles[account],
      ...demoArrival(account, now),
    })),
  });
  await tx.memberCredential.createMany({
    data: demoAccounts.map((account) => ({ tenantId, memberId: memberIds[account], passwordHash, changedAt: now })),
  });
  return { ...tenant, memberIds };
}
