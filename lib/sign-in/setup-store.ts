import { z } from "zod";
import { authPool } from "../db/client";
import type { Transaction } from "../db/transaction";

const verdict = z.tuple([z.object({ is_accepted: z.boolean() })]);

/** Whether a set-up code would be accepted now: unused, unexpired, and no tenant exists. */
export async function isSetupCode(codeHash: Uint8Array): Promise<boolean> {
  const { rows } = await authPool().query({
    name: "is_setup_code",
    text: "select auth.is_setup_code($1) as is_accepted",
    values: [codeHash],
  });
  return verdict.parse(rows)[0].is_accepted;
}

/** Uses a set-up code up. Atomic: of two transactions with the same code, one is told false. */
export async function markSetupCodeUsed(tx: Transaction, codeHash: Uint8Array): Promise<boolean> {
  const rows = await tx.$queryRaw`select auth.use_setup_code(${codeHash}) as is_accepted`;
  return verdict.parse(rows)[0].is_accepted;
}

/** An id that sorts by the time it was made, like those that rows get by default; here it is needed before the row. */
export async function newTenantId(): Promise<string> {
  const { rows } = await authPool().query({
    name: "new_tenant_id",
    text: "select uuidv7() as id",
  });
  return z.tuple([z.object({ id: z.uuid() })]).parse(rows)[0].id;
}

export type FirstTenant = { id: string; slug: string; name: string };
export type FirstAdministrator = { email: string; name: string; role: string };

/** Adds the tenant, in a transaction that is bound to its id. */
export async function insertTenant(tx: Transaction, tenant: FirstTenant): Promise<void> {
  await tx.tenant.create({ data: tenant });
}

/** Adds somebody who has joined in the same moment. */
export async function insertAdministrator(
  tx: Transaction,
  tenantId: string,
  administrator: FirstAdministrator,
  now: Date,
): Promise<{ id: string }> {
  return tx.member.create({
    data: { tenantId, ...administrator, invitedAt: now, joinedAt: now },
    select: { id: true },
  });
}
