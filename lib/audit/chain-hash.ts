import { createHash } from "node:crypto";

/** A row of the audit log as texts, in the order in which they are hashed; null where the column is null. */
export type HashedRow = readonly (string | null)[];

/** Where a tenant's chain begins: 32 bytes that hold for no other tenant. */
export function chainStart(tenantId: string): Buffer {
  return createHash("sha256").update(`portcullis audit chain 1 ${tenantId}`).digest();
}

/**
 * The hash of a row: SHA-256 of the 32 bytes before it and of the row's texts as a JSON array, written as Postgres writes
 * one. The migration audit_chain does the same in SQL; the verifier calculates it here, so that it need not believe
 * functions of a database that somebody has changed.
 */
export function nextHash(before: Uint8Array, row: HashedRow): Buffer {
  const text = `[${["1", ...row].map((field) => JSON.stringify(field)).join(", ")}]`;
  return createHash("sha256").update(before).update(text).digest();
}
