import { z } from "zod";
import { authPool } from "../db/client";
import type { TokenPrincipal } from "../domain/access";
import { roles } from "../domain/role-table";

/** A token as the guard judges it, read in one snapshot. */
export type GuardedToken = {
  principal: Omit<TokenPrincipal, "tokenKind">;
  revoked: boolean;
  tenantSuspended: boolean;
  ownerDeactivated: boolean;
};

const lookedUp = z.object({
  tenant_id: z.string(),
  tenant_slug: z.string(),
  tenant_suspended_at: z.date().nullable(),
  token_id: z.string(),
  public_id: z.string(),
  name: z.string(),
  revoked_at: z.date().nullable(),
  member_id: z.string(),
  member_name: z.string(),
  member_email: z.string(),
  role: z.enum(roles),
  member_deactivated_at: z.date().nullable(),
});

/** The token with one of these hashes (one per pepper in use): one statement, before any tenant is known. */
export async function findTokenByHashes(hashes: readonly Uint8Array[]): Promise<GuardedToken | null> {
  const { rows } = await authPool().query({
    name: "lookup_token",
    text: "select * from auth.lookup_token($1::bytea[])",
    values: [hashes],
  });
  if (rows.length === 0) return null;
  const row = lookedUp.parse(rows[0]);
  return {
    principal: {
      kind: "token",
      tenantId: row.tenant_id,
      tenantSlug: row.tenant_slug,
      memberId: row.member_id,
      memberName: row.member_name,
      memberEmail: row.member_email,
      role: row.role,
      tokenId: row.token_id,
      tokenPublicId: row.public_id,
      tokenName: row.name,
    },
    revoked: row.revoked_at !== null,
    tenantSuspended: row.tenant_suspended_at !== null,
    ownerDeactivated: row.member_deactivated_at !== null,
  };
}
