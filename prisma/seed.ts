import { hash } from "@node-rs/argon2";
import { Pool } from "pg";
import { createClient } from "@/lib/db/create-client";
import type { PrismaClient } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { type Pepper, parsePeppers } from "@/lib/tokens/token-secret";
import { demoActivities } from "./demo-activities";
import { demoAlerts } from "./demo-alerts";
import { demoAuditEvents } from "./demo-audit";
import { demoCollectors } from "./demo-collectors";
import { demoFileRows } from "./demo-files";
import { demoIpRanges } from "./demo-ip-ranges";
import { type DemoTenant, demoTenants } from "./demo-people";
import { demoPolicies, demoPolicyDays } from "./demo-policies";
import { insertCollectors } from "./seed-collectors";
import { demoDiscovery, insertDiscovery } from "./seed-discovery";
import {
  countCalls,
  insertHistory,
  insertIpRanges,
  insertPeople,
  insertPolicies,
  insertReports,
  insertTokens,
  minted,
  peopled,
  type SeededToken,
  updatePasswords,
} from "./seed-tenant";

export type SeedInput = {
  /** Role portcullis_app: the seed has no more rights than the portal. */
  databaseUrl: string;
  /** Role portcullis_auth, which alone may write counts of calls. */
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
 * Makes the demo tenants with their people, tokens, log collectors, alerts, activities, discovered traffic and audit history. Each tenant appears whole or
 * not at all. Running it again adds nothing, but sets the password of the demo accounts to the given one, so that a
 * changed setting counts. The demo tokens' secrets are thrown away: nobody can use them.
 * @returns whether anything had to be made
 */
export async function seedDemoTenants(input: SeedInput): Promise<"seeded" | "already-seeded"> {
  const client = createClient(input.databaseUrl);
  const authPool = new Pool({ connectionString: input.authUrl, max: 1 });
  try {
    const passwordHash = await hash(input.password.normalize("NFKC"), argon2id);
    const [pepper] = parsePeppers(input.pepper);
    const made: string[] = [];
    for (const tenant of demoTenants) {
      const tokens = await seedTenant(client, tenant, { pepper, passwordHash, now: new Date() });
      if (tokens === null) continue;
      await countCalls(authPool, tenant.id, tokens);
      made.push(tenant.name);
    }
    if (made.length === 0) return "already-seeded";
    input.log(`Demo tenants made: ${made.join(", ")}`);
    return "seeded";
  } finally {
    await Promise.allSettled([client.$disconnect(), authPool.end()]);
  }
}

/** Seconds are enough; a first start on a slow and busy machine shall not fail for want of a few more. */
const transactionMilliseconds = 180_000;

type TenantInput = { pepper: Pepper; passwordHash: string; now: Date };

/** Makes one tenant in one transaction; null when it is there. Of two starts at once the second waits and finds it. */
async function seedTenant(client: PrismaClient, tenant: DemoTenant, input: TenantInput): Promise<SeededToken[] | null> {
  const isThere = await withTenant(tenant.id, (tx) => resetIfThere(tx, tenant, input), client);
  if (isThere) return null;
  // Made up before the transaction begins: it has a time limit, and a busy machine needs a while for this.
  const { pepper, now } = input;
  const people = peopled(tenant);
  const tokens = minted(tenant, pepper, now);
  const reports = {
    alerts: demoAlerts(tenant, now),
    activities: demoActivities(tenant, now),
    files: demoFileRows(tenant, now),
  };
  const discovery = demoDiscovery(tenant, now);
  const collectors = demoCollectors(tenant, pepper, now);
  const collectorTokens = collectors.map(({ token: { publicId }, name, owner, createdAt }) => {
    return { publicId, name, owner, createdAt, revoked: null };
  });
  const issued = [...tokens, ...collectorTokens];
  const events = demoAuditEvents(people, { tokens: issued, alerts: reports.alerts }, now);
  return withTenant(
    tenant.id,
    async (tx) => {
      if (await resetIfThere(tx, tenant, input)) return null;
      await insertPeople(tx, people, events, input);
      await insertTokens(tx, people, tokens);
      await insertReports(tx, tenant.id, reports);
      await insertPolicies(tx, tenant.id, { policies: demoPolicies(now), days: demoPolicyDays(reports.alerts, now) });
      await insertIpRanges(tx, tenant.id, demoIpRanges(tenant, now));
      await insertDiscovery(tx, tenant, discovery, now);
      await insertCollectors(tx, people, collectors);
      await insertHistory(tx, tenant.id, events);
      return tokens;
    },
    client,
    transactionMilliseconds,
  );
}

async function resetIfThere(tx: Transaction, tenant: DemoTenant, input: TenantInput): Promise<boolean> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('demo seed', 0))`;
  const found = await tx.tenant.findUnique({ where: { id: tenant.id }, select: { id: true } });
  if (found === null) return false;
  await updatePasswords(tx, tenant, input);
  return true;
}
