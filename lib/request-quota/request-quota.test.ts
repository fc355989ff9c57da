import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TokenPrincipal } from "../domain/access";
import { isFailure } from "../domain/failure";
import type { LeaseOrder, QuotaLease, UnspentLease } from "./quota-store";
import { type QuotaBackend, RequestQuota } from "./request-quota";

const minute = 60_000;

describe("the request limits of several processes", () => {
  test("admit exactly the limit in a window, however the requests are spread over the processes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.nat({ max: 2 }), { maxLength: 60 }),
        async (perToken, perTenant, order) => {
          const { quotas } = processes(3, { perToken, perTenant });
          const admitted = await spendInTurn(quotas, [...order, ...everyProcessUntilRefused(41)]);
          expect(admitted).toBe(Math.min(perToken, perTenant));
        },
      ),
      { numRuns: 40 },
    );
  });

  test("admit no more than the limit when many requests arrive at once", async () => {
    const { quotas } = processes(3, { perToken: 600, perTenant: 3_000 });
    const outcomes = await Promise.all(Array.from({ length: 900 }, (_, i) => spends(quotas[i % 3], token("a"))));
    expect(outcomes.filter(Boolean)).toHaveLength(600);
  });

  test("bound the tokens of a tenant together", async () => {
    const { quotas } = processes(2, { perToken: 50, perTenant: 80 });
    const admitted = [];
    for (const name of ["a", "b", "c"])
      for (let i = 0; i < 50; i++) admitted.push(await spends(quotas[i % 2], token(name)));
    expect(admitted.filter(Boolean)).toHaveLength(80);
  });

  test("a request that the tenant's limit refuses takes nothing from the token's", async () => {
    const { quotas, clock } = processes(1, { perToken: 10, perTenant: 4 });
    for (let i = 0; i < 9; i++) await spends(quotas[0], token("a"));
    await quotas[0]?.close();
    expect(clock.rows.get("t:a")?.leased).toBe(4);
  });

  test("begin anew after a minute, and say how long that takes", async () => {
    const { quotas, clock } = processes(2, { perToken: 30, perTenant: 100 });
    await spendInTurn(quotas, everyProcessUntilRefused(60));
    clock.now += 20_000;
    await expect(quotas[0]?.spend(token("a"))).rejects.toMatchObject({ code: "rate-limited", retryAfterSeconds: 40 });
    clock.now += 40_000;
    expect(await spendInTurn(quotas, everyProcessUntilRefused(60))).toBe(30);
  });

  test("let a client have its whole limit after it moved to another process", async () => {
    const { quotas } = processes(2, { perToken: 100, perTenant: 1_000 });
    const before = await spendInTurn(
      quotas,
      Array.from({ length: 40 }, () => 0),
    );
    await quotas[0]?.close();
    const after = await spendInTurn(
      quotas,
      Array.from({ length: 100 }, () => 1),
    );
    expect(before + after).toBe(100);
  });

  test("cost a statement for a few requests in a hundred", async () => {
    const { quotas, clock } = processes(1, { perToken: 600, perTenant: 3_000 });
    await spendInTurn(
      quotas,
      Array.from({ length: 600 }, () => 0),
    );
    expect(clock.statements).toBeLessThan(36);
  });

  test("cost a token that calls a few times in a minute one statement", async () => {
    const { quotas, clock } = processes(1, { perToken: 600, perTenant: 3_000 });
    for (let call = 0; call < 6; call++) {
      await quotas[0]?.spend(token("a"));
      clock.now += 9_000;
    }
    expect(clock.statements).toBe(1);
  });

  test("count each process alone while the database is away, where that is wanted, and together again afterwards", async () => {
    const { quotas, clock } = processes(2, { perToken: 10, perTenant: 100 }, "count-alone");
    expect(await spendInTurn(quotas, [0, 0, 0, 1])).toBe(4);
    clock.isAway = true;
    // What this process spent of its window counts in it; what others did it cannot know.
    expect(await spendInTurn(quotas, everyProcessUntilRefused(20))).toBe(7 + 9);
    clock.isAway = false;
    clock.now += minute;
    expect(await spendInTurn(quotas, everyProcessUntilRefused(20))).toBe(10);
  });

  test("tell what is left, and refuse nobody else when the database is away", async () => {
    const { quotas, clock } = processes(1, { perToken: 10, perTenant: 3_000 });
    expect(await quotas[0]?.spend(token("a"))).toEqual({ limit: 10, remaining: 9, resetSeconds: 60 });
    clock.isAway = true;
    await expect(quotas[0]?.spend(token("b"))).rejects.toThrow("away");
    clock.isAway = false;
    expect(await quotas[0]?.spend(token("b"))).toMatchObject({ remaining: 9 });
  });
});

type SharedRows = {
  now: number;
  statements: number;
  isAway: boolean;
  rows: Map<string, { endsAt: number; leased: number }>;
};

/** Quotas of several processes over one table, modelled in memory as the functions of schema "auth" behave. */
function processes(
  count: number,
  limits: { perToken: number; perTenant: number },
  outage: "refuse" | "count-alone" = "refuse",
) {
  const clock: SharedRows = { now: 1_000_000, statements: 0, isAway: false, rows: new Map() };
  const backend: QuotaBackend = {
    now: () => clock.now,
    lease: async (orders) => {
      clock.statements += 1;
      await Promise.resolve();
      if (clock.isAway) throw new Error("the database is away");
      return orders.map((order) => leaseOf(clock, order));
    },
    giveBack: async (leases) => {
      for (const lease of leases) takeBack(clock, lease);
    },
  };
  return { clock, quotas: Array.from({ length: count }, () => new RequestQuota(limits, backend, outage)) };
}

function leaseOf(clock: SharedRows, order: LeaseOrder): QuotaLease {
  const key = `${order.tenantId}:${order.subjectId}`;
  const known = clock.rows.get(key);
  const row = known && known.endsAt > clock.now ? known : { endsAt: clock.now + minute, leased: 0 };
  const left = order.maximum - row.leased;
  const size = Math.max(0, Math.min(order.wanted, left, Math.max(1, Math.floor(left / 2))));
  row.leased += size;
  clock.rows.set(key, row);
  const { tenantId, subjectId } = order;
  const windowEndsAt = new Date(row.endsAt);
  return { tenantId, subjectId, size, leased: row.leased, windowEndsAt, millisecondsLeft: row.endsAt - clock.now };
}

function takeBack(clock: SharedRows, lease: UnspentLease): void {
  const row = clock.rows.get(`${lease.tenantId}:${lease.subjectId}`);
  if (row?.endsAt === lease.windowEndsAt.getTime()) row.leased -= lease.unspent;
}

async function spendInTurn(quotas: readonly RequestQuota[], order: readonly number[]): Promise<number> {
  let admitted = 0;
  for (const index of order) if (await spends(quotas[index], token("a"))) admitted += 1;
  return admitted;
}

function everyProcessUntilRefused(count: number): number[] {
  return Array.from({ length: count * 3 }, (_, i) => Math.floor(i / count)).filter((index) => index < 3);
}

async function spends(quota: RequestQuota | undefined, principal: TokenPrincipal): Promise<boolean> {
  if (!quota) return false;
  try {
    await quota.spend(principal);
    return true;
  } catch (error) {
    if (isFailure(error) && error.code === "rate-limited") return false;
    throw error;
  }
}

function token(name: string): TokenPrincipal {
  return {
    kind: "token",
    tokenKind: "api",
    tenantId: "t",
    tenantSlug: "contoso",
    memberId: "m",
    memberName: "Ada",
    memberEmail: "ada@contoso.example",
    role: "security-reader",
    tokenId: name,
    tokenPublicId: name,
    tokenName: name,
  };
}
