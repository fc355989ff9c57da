import { authPool } from "../db/client";
import type { CallOutcome } from "../domain/token-usage";

/** The latest use of a token from one address. */
export type UseRow = {
  tenantId: string;
  tokenId: string;
  at: Date;
  ip: string;
  userAgent: string;
  method: string;
  route: string;
};

/** Calls of one token in one hour that are alike. */
export type CallCountRow = {
  tenantId: string;
  tokenId: string;
  hour: Date;
  method: string;
  route: string;
  outcome: CallOutcome;
  client: string;
  network: string;
  calls: number;
  lastAt: Date;
};

/** Which batches of one process are written: its id, and a number that goes up. */
export type BatchId = { writer: string; batch: number };

/** Moves last uses forward, all of the batch or nothing. Rows of a token come together and sorted by token. */
export async function saveUses(rows: readonly UseRow[]): Promise<void> {
  await authPool().query({
    name: "record_last_uses",
    text: `select auth.record_last_uses($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[],
             $7::text[])`,
    values: [
      rows.map((row) => row.tenantId),
      rows.map((row) => row.tokenId),
      rows.map((row) => row.at),
      rows.map((row) => row.ip),
      rows.map((row) => row.userAgent),
      rows.map((row) => row.method),
      rows.map((row) => row.route),
    ],
  });
}

/**
 * Adds counts of calls, all of the batch or nothing, and nothing when the batch or a later one of the same writer is there
 * already. Rows come sorted and distinct by key, so two processes cannot wait for each other.
 */
export async function saveCounts({ writer, batch }: BatchId, rows: readonly CallCountRow[]): Promise<void> {
  await authPool().query({
    name: "record_calls",
    text: `select auth.record_calls($1::uuid, $2::bigint, $3::uuid[], $4::uuid[], $5::timestamptz[], $6::text[],
             $7::text[], $8::text[], $9::text[], $10::text[], $11::integer[], $12::timestamptz[])`,
    values: [
      writer,
      batch,
      rows.map((row) => row.tenantId),
      rows.map((row) => row.tokenId),
      rows.map((row) => row.hour),
      rows.map((row) => row.method),
      rows.map((row) => row.route),
      rows.map((row) => row.outcome),
      rows.map((row) => row.client),
      rows.map((row) => row.network),
      rows.map((row) => row.calls),
      rows.map((row) => row.lastAt),
    ],
  });
}

/** Whether the database refuses the rows themselves (SQLSTATE classes 22 and 23), as it will each time. */
export function isUnwritable(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && /^2[23][0-9A-Z]{3}$/.test(error.code)
  );
}
