import { randomUUID } from "node:crypto";
import { Client } from "pg";
import type { PrismaClient } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import type { CallOutcome } from "@/lib/domain/token-usage";

/** Calls that are alike, as a test has them made. */
export type TestCalls = {
  client?: string;
  network?: string;
  method?: string;
  route?: string;
  outcome?: CallOutcome;
  calls?: number;
  lastAt?: Date;
};

const hourMilliseconds = 3_600_000;

/**
 * Counts calls of a token through the function that the guard writes with.
 * @param authUrl role portcullis_auth, which alone may write counts
 */
export async function makeCalls(
  authUrl: string,
  token: { tenantId: string; tokenId: string },
  calls: readonly TestCalls[],
): Promise<void> {
  const rows = calls.map(({ lastAt = new Date(), ...call }) => ({ ...standard, ...call, lastAt }));
  const client = new Client({ connectionString: authUrl });
  await client.connect();
  try {
    await client.query("select auth.record_calls($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", [
      randomUUID(),
      rows.map(() => token.tenantId),
      rows.map(() => token.tokenId),
      rows.map(({ lastAt }) => new Date(lastAt.getTime() - (lastAt.getTime() % hourMilliseconds))),
      rows.map(({ method }) => method),
      rows.map(({ route }) => route),
      rows.map(({ outcome }) => outcome),
      rows.map((row) => row.client),
      rows.map(({ network }) => network),
      rows.map((row) => row.calls),
      rows.map(({ lastAt }) => lastAt),
    ]);
  } finally {
    await client.end();
  }
}

const standard = {
  client: "curl",
  network: "192.0.2.20",
  method: "GET",
  route: "/api/v1/alerts/",
  outcome: "answered" as const,
  calls: 1,
};

/** How many calls of a token are counted, and when it was last used. */
export async function findCountedCalls(
  client: PrismaClient,
  token: { tenantId: string; tokenId: string },
): Promise<{ calls: number; lastUsedAt: Date | null }> {
  const { tenantId, tokenId } = token;
  return withTenant(
    tenantId,
    async (tx) => {
      const { _sum } = await tx.tokenCall.aggregate({ where: { tokenId }, _sum: { calls: true } });
      const use = await tx.tokenUse.findFirst({ where: { tokenId }, select: { lastUsedAt: true } });
      return { calls: _sum.calls ?? 0, lastUsedAt: use?.lastUsedAt ?? null };
    },
    client,
  );
}
