import { authPool } from "../db/client";

export type LastUseRow = {
  tenantId: string;
  tokenId: string;
  at: Date;
  ip: string;
  userAgent: string;
  method: string;
  route: string;
};

export type CallCountRow = LastUseRow & { outcome: number; hour: Date; calls: number };

/**
 * Writes a batch, all of it or nothing, in one statement: the latest use of each token and the counts of calls. Rows come
 * sorted, so two nodes cannot deadlock.
 */
export async function saveCalls(lastUses: readonly LastUseRow[], counts: readonly CallCountRow[]): Promise<void> {
  await authPool().query({
    name: "record_calls",
    text: `select
      auth.record_last_uses($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[]),
      auth.record_calls($8::uuid[], $9::uuid[], $10::timestamptz[], $11::text[], $12::text[], $13::smallint[],
        $14::text[], $15::text[], $16::integer[], $17::timestamptz[])`,
    values: [
      lastUses.map((row) => row.tenantId),
      lastUses.map((row) => row.tokenId),
      lastUses.map((row) => row.at),
      lastUses.map((row) => row.ip),
      lastUses.map((row) => row.userAgent),
      lastUses.map((row) => row.method),
      lastUses.map((row) => row.route),
      counts.map((row) => row.tenantId),
      counts.map((row) => row.tokenId),
      counts.map((row) => row.hour),
      counts.map((row) => row.method),
      counts.map((row) => row.route),
      counts.map((row) => row.outcome),
      counts.map((row) => row.ip),
      counts.map((row) => row.userAgent),
      counts.map((row) => row.calls),
      counts.map((row) => row.at),
    ],
  });
}
