import { PrismaPg } from "@prisma/adapter-pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { appClient } from "@/lib/db/client";
import { PrismaClient } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import type { Tenant } from "@/lib/domain/tenant";
import { env } from "@/lib/env";
import { makeMember, makeTenant } from "@/prisma/factories";
import { type Random, seededRandom } from "./random";

/** `npm run test:faults` asks for 10,000 transactions and more. */
const transactions = process.env.ISOLATION_OPERATIONS === undefined ? 600 : 10_000;
const tenantCount = 8;
const atOnce = 12;
const patience = Math.max(300_000, transactions * 60);
const seen = z.array(z.object({ tenant: z.string() }));

let single: PrismaClient;
let tenants: Tenant[];

beforeAll(async () => {
  single = new PrismaClient({ adapter: new PrismaPg({ connectionString: env().DATABASE_URL, max: 1 }) });
  tenants = await Promise.all(Array.from({ length: tenantCount }, () => makeTenant(appClient())));
  for (const tenant of tenants) await makeMember(appClient(), tenant, { role: "security-reader" });
});

afterAll(() => single.$disconnect());

/** What may become of a transaction: it ends well, rolls back, breaks a statement, or takes longer than it may. */
const endings = ["commit", "commit", "commit", "throw", "break", "time out"] as const;

test(
  "M-04: a pool of one connection shows each of many tenants its own rows only, however the others' transactions end",
  async () => {
    const random = seededRandom(20_261_129);
    const counts = new Map<string, number>();
    for (let done = 0; done < transactions; done += atOnce)
      await Promise.all(Array.from({ length: atOnce }, () => transact(random, counts)));
    for (const ending of endings) expect(counts.get(ending), ending).toBeGreaterThan(0);
  },
  patience,
);

async function transact(random: Random, counts: Map<string, number>): Promise<void> {
  const tenant = random.of(tenants);
  // Those that time out take long, so they are few.
  const ending = random.chance(0.9) ? random.of(endings.slice(0, 5)) : random.of(endings);
  counts.set(ending, (counts.get(ending) ?? 0) + 1);
  if (random.chance(0.1)) expect(await rowsOf(single)).toEqual([]);
  const work = withTenant(
    tenant.id,
    async (tx) => {
      const rows = await rowsOf(tx);
      expect(rows.length).toBeGreaterThan(0);
      expect(new Set(rows.map((row) => row.tenant))).toEqual(new Set([tenant.id]));
      await end(tx, ending);
    },
    single,
    ending === "time out" ? 60 : 15_000,
  );
  if (ending === "commit") await work;
  else await expect(work).rejects.toThrow(/gave up|division by zero|Transaction|transaction/);
}

async function rowsOf(client: Pick<Transaction, "$queryRaw">): Promise<{ tenant: string }[]> {
  return seen.parse(await client.$queryRaw`select tenant_id::text as tenant from member`);
}

async function end(tx: Transaction, ending: (typeof endings)[number]): Promise<void> {
  if (ending === "throw") throw new Error("gave up");
  if (ending === "break") await tx.$queryRaw`select 1 / 0`;
  if (ending === "time out") {
    await tx.$queryRaw`select pg_sleep(0.1)::text`;
    await rowsOf(tx);
  }
}
