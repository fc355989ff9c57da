import { z } from "zod";
import { recordSystemEvents } from "../audit/record-event";
import { authPool } from "../db/client";
import { withTenant } from "../db/transaction";

/** A revocation as the journal keeps it: nothing in it is secret. */
export type JournaledRevocation = { tenantId: string; publicId: string; revokedAt: string };

const revokedRow = z.object({ tenant_id: z.string(), public_id: z.string(), revoked_at: z.date() });
const livingRow = z.object({ tenant_id: z.string(), public_id: z.string(), name: z.string() });

/** The tokens of all tenants that were revoked at a moment or later. */
export async function findRevokedSince(since: Date): Promise<JournaledRevocation[]> {
  const { rows } = await authPool().query("select * from auth.find_revoked_tokens($1)", [since]);
  return z
    .array(revokedRow)
    .parse(rows)
    .map((row) => ({ tenantId: row.tenant_id, publicId: row.public_id, revokedAt: row.revoked_at.toISOString() }));
}

/** Those of the revocations whose tokens live. */
export async function findRevived(
  revocations: readonly JournaledRevocation[],
): Promise<(JournaledRevocation & { name: string })[]> {
  const { rows } = await authPool().query("select * from auth.find_living_tokens($1::uuid[], $2::text[])", [
    revocations.map(({ tenantId }) => tenantId),
    revocations.map(({ publicId }) => publicId),
  ]);
  const names = new Map(
    z
      .array(livingRow)
      .parse(rows)
      .map((row) => [`${row.tenant_id} ${row.public_id}`, row.name]),
  );
  return revocations.flatMap((revocation) => {
    const name = names.get(`${revocation.tenantId} ${revocation.publicId}`);
    return name === undefined ? [] : [{ ...revocation, name }];
  });
}

/** Revokes a tenant's tokens anew, with an event for each. @returns how many were living */
export function revokeAnew(
  tenantId: string,
  revived: readonly (JournaledRevocation & { name: string })[],
): Promise<number> {
  return withTenant(tenantId, async (tx) => {
    const ids = revived.map(({ publicId }) => publicId);
    const marked = await tx.apiToken.updateManyAndReturn({
      where: { tenantId, publicId: { in: ids }, revokedAt: null },
      data: { revokedAt: new Date(), revokedByName: "Revocation journal" },
      select: { publicId: true, name: true },
    });
    const at = new Map(revived.map(({ publicId, revokedAt }) => [publicId, revokedAt]));
    await recordSystemEvents(
      tx,
      tenantId,
      marked.map(({ publicId, name }) => ({
        action: "token.revoked",
        target: { kind: "token", id: publicId, name },
        detail: { reason: "revoked before a backup was restored", revokedAt: at.get(publicId) ?? null },
      })),
    );
    return marked.length;
  });
}
