import { z } from "zod";
import { guardPool } from "../db/client";
import type { Transaction } from "../db/transaction";

const foundRow = z.object({ tenant_id: z.string(), token_id: z.string(), revoked: z.boolean() });
const noRow = z.object({ token_id: z.null() });

/** A token that somebody has the secret of. */
export type ReportedToken = { tenantId: string; tokenId: string; isRevoked: boolean };

/** The tokens with these hashes, whosever they are: one statement, by the guard's own function. */
export async function findReportedTokens(hashes: readonly Uint8Array[]): Promise<ReportedToken[]> {
  const { rows } = await guardPool().query({
    name: "find_reported_tokens",
    text: "select tenant_id, token_id, revoked from auth.find_guarded_token($1::bytea[])",
    values: [hashes],
  });
  return z
    .array(z.union([noRow, foundRow]))
    .parse(rows)
    .flatMap((row) =>
      row.token_id === null ? [] : [{ tenantId: row.tenant_id, tokenId: row.token_id, isRevoked: row.revoked }],
    );
}

/** Revokes those of a tenant's tokens that live, of whatever kind, and says which those were. */
export function markReportedTokensRevoked(
  tx: Transaction,
  tenantId: string,
  ids: string[],
  by: { name: string; at: Date },
): Promise<{ publicId: string; name: string }[]> {
  return tx.apiToken.updateManyAndReturn({
    where: { tenantId, id: { in: ids }, revokedAt: null },
    data: { revokedAt: by.at, revokedByName: by.name },
    select: { publicId: true, name: true },
  });
}
