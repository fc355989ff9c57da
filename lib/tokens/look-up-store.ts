import { z } from "zod";
import { guardPool } from "../db/client";
import { Failure } from "../domain/failure";
import { roles } from "../domain/role-table";
import type { Tenant } from "../domain/tenant";
import type { TokenKind } from "../domain/token-kind";
import type { Snapshot } from "../guard/known-epoch";
import type { GuardedToken } from "../guard/packed-token";

/** More than this wait for one of the guard's connections: whoever comes now would only wait in vain. */
const waitingMaximum = 500;

/** Postgres' bigint comes as text. An epoch never reaches 2^53. */
const epochColumn = z.coerce.number();

const foundToken = z.object({
  epoch: epochColumn,
  tenant_id: z.string(),
  tenant_slug: z.string(),
  tenant_suspended: z.boolean(),
  token_id: z.string(),
  public_id: z.string(),
  name: z.string(),
  revoked: z.boolean(),
  member_id: z.string(),
  member_name: z.string(),
  member_email: z.string(),
  role: z.enum(roles),
  member_deactivated: z.boolean(),
});
const noToken = z.object({ epoch: epochColumn, token_id: z.null() });
const foundTenant = z.object({
  epoch: epochColumn,
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  is_demo: z.boolean(),
});
const noTenant = z.object({ epoch: epochColumn, id: z.null() });

/**
 * The token with one of these hashes (one per pepper in use), and the epoch of the snapshot: one statement.
 * @param tokenKind what the secret says: it is part of it, so the hash vouches for it
 */
export async function findTokenByHashes(
  hashes: readonly Uint8Array[],
  tokenKind: TokenKind,
): Promise<Snapshot<GuardedToken | null>> {
  refuseCrowd();
  const { rows } = await guardPool().query({
    name: "find_guarded_token",
    text: "select * from auth.find_guarded_token($1::bytea[])",
    values: [hashes],
  });
  const row = z.union([noToken, foundToken]).parse(rows[0]);
  if (row.token_id === null) return { epoch: row.epoch, value: null };
  const { epoch } = row;
  return {
    epoch,
    value: {
      principal: {
        kind: "token",
        tokenKind,
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
      revoked: row.revoked,
      tenantSuspended: row.tenant_suspended,
      ownerDeactivated: row.member_deactivated,
    },
  };
}

/** The tenant with this slug, and the epoch of the snapshot: one statement. */
export async function findTenantOfHost(slug: string): Promise<Snapshot<Tenant | null>> {
  refuseCrowd();
  const { rows } = await guardPool().query({
    name: "find_guarded_tenant",
    text: "select * from auth.find_guarded_tenant($1)",
    values: [slug],
  });
  const row = z.union([noTenant, foundTenant]).parse(rows[0]);
  if (row.id === null) return { epoch: row.epoch, value: null };
  const { epoch, id, name, is_demo: isDemo } = row;
  return { epoch, value: { id, slug: row.slug, name, isDemo } };
}

function refuseCrowd(): void {
  const { waitingCount } = guardPool();
  if (waitingCount < waitingMaximum) return;
  throw new Failure("unavailable", "Too many callers wait for the database at the moment", {
    detail: `${waitingCount} look-ups wait`,
    messageKey: "unavailable",
    retryAfterSeconds: 1,
  });
}

/** Gives the living token with one of these hashes another one under a key; nothing when it has it already. */
export async function addTokenHash(known: readonly Uint8Array[], added: Uint8Array, keyId: string): Promise<void> {
  await guardPool().query("select auth.add_token_hash($1::bytea[], $2, $3)", [known, Buffer.from(added), keyId]);
}
