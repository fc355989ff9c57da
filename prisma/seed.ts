import { hash } from "@node-rs/argon2";
import { Pool } from "pg";
import { createClient } from "@/lib/db/create-client";
import type { PrismaClient } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { type DemoTenant, demoTenants } from "./demo-people";
import { type SeededTenant, seedAuditEvents, seedPeople, seedTokenCalls, seedTokens } from "./seed-tenant";

export type SeedInput = {
  /** Role portcullis_app: the seed has no more rights than the portal. */
  databaseUrl: string;
  /** Role portcullis_auth, the only one that may write counts of calls. */
  authUrl: string;
  /** As PORTAL_TOKEN_PEPPER. */
  pepper: string;
  /** The password of every demo account. */
  password: string;
  log(line: string): void;
};

/** OWASP Password Storage Cheat Sheet: argon2id (the library's own choice) with 19 MiB, two passes, one lane. */
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Makes the demo tenants with their people, tokens, alerts, activities and audit history. Each tenant appears whole or
 * not at all. Running it again adds nothing, but sets the password of the demo accounts to the given one, so that a
 * changed setting counts. The demo tokens' secrets are thrown away: nobody can use them.
 * @returns whether anything had to be made
 * @throws Error when a tenant that is not the demo's has one of its names
 */
export async function seedDemoTenants(input: SeedInput): Promise<"seeded" | "already-seeded"> {
  const client = createClient(input.databaseUrl);
  const authPool = new Pool({ connectionString: input.authUrl, max: 1 });
  try {
    const passwordHash = await hash(input.password.normalize("NFKC"), argon2id);
    const now = new Date();
    const made: string[] = [];
    for (const tenant of demoTenants) {
      const isNew = await seedTenant(client, authPool, tenant, { ...input, passwordHash, now });
      if (isNew) made.push(tenant.name);
    }
    if (made.length === 0) return "already-seeded";
    input.log(`Demo tenants made: ${made.join(", ")}`);
    return "seeded";
  } finally {
    await Promise.allSettled([client.$disconnect(), authPool.end()]);
  }
}

type TenantSeedInput = Pick<SeedInput, "pepper"> & { passwordHash: string; now: Date };

async function seedTenant(
  client: PrismaClient,
  authPool: Pool,
  tenant: DemoTenant,
  input: TenantSeedInput,
): Promise<boolean> {
  const seeded = await withTenant(tenant.id, (tx) => seedUnlessThere(tx, tenant, input), client);
  if (seeded === null) return false;
  await seedTokenCalls(authPool, seeded);
  return true;
}

/** Two starts at once wait for each other here; the second finds the tenant. */
async function seedUnlessThere(
  tx: Transaction,
  tenant: DemoTenant,
  input: TenantSeedInput,
): Promise<SeededTenant | null> {
  const { pepper, passwordHash, now } = input;
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('demo seed', 0))`;
  if (await tx.tenant.findUnique({ where: { id: tenant.id }, select: { id: true } })) {
    await tx.memberCredential.updateMany({ where: { tenantId: tenant.id }, data: { passwordHash, changedAt: now } });
    return null;
  }
  const people = await seedPeople(tx, tenant, passwordHash, now);
  const tokens = await seedTokens(tx, people, pepper, now);
  await seedAuditEvents(tx, people, tokens, now);
  return { ...people, tokens };
}
