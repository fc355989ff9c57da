import { z } from "zod";
import { authPool } from "../db/client";
import type { Transaction } from "../db/transaction";
import { type SignInMethod, signInMethods } from "../domain/session";

/** A member as the sign-in judges it, found by e-mail before anybody has proven to be that member. */
export type SignInCandidate = {
  tenantId: string;
  tenantSlug: string;
  isTenantSuspended: boolean;
  memberId: string;
  joinedAt: Date | null;
  deactivatedAt: Date | null;
  passwordHash: string | null;
};

const candidateRow = z.object({
  tenant_id: z.string(),
  tenant_slug: z.string(),
  tenant_suspended_at: z.date().nullable(),
  member_id: z.string(),
  joined_at: z.date().nullable(),
  deactivated_at: z.date().nullable(),
  password_hash: z.string().nullable(),
});

/** Members with this e-mail: in one tenant, or with null in all of them, the oldest tenant first, at most five. */
export async function findCandidates(email: string, tenantId: string | null): Promise<SignInCandidate[]> {
  const { rows } = await authPool().query({
    name: "find_sign_in",
    text: "select * from auth.find_sign_in($1, $2)",
    values: [email, tenantId],
  });
  return z
    .array(candidateRow)
    .parse(rows)
    .map((row) => ({
      tenantId: row.tenant_id,
      tenantSlug: row.tenant_slug,
      isTenantSuspended: row.tenant_suspended_at !== null,
      memberId: row.member_id,
      joinedAt: row.joined_at,
      deactivatedAt: row.deactivated_at,
      passwordHash: row.password_hash,
    }));
}

/** Puts a stronger hash of the same password in the place of the one that was found. */
export async function upgradePasswordHash(
  member: { tenantId: string; memberId: string },
  hashes: { from: string; to: string },
): Promise<void> {
  await authPool().query({
    name: "upgrade_password_hash",
    text: "select auth.upgrade_password_hash($1, $2, $3, $4)",
    values: [member.tenantId, member.memberId, hashes.from, hashes.to],
  });
}

/** What a hand-over says of the proof that came before it. */
export type SignInProof = {
  method: SignInMethod;
  /** When the person proved who they are, where somebody else vouches for it. */
  provenAt?: Date | null;
  /** Whether a second factor was part of it. */
  secondFactor?: boolean;
  /** The session that ends with the one that this opens. */
  replacesSessionId?: string | null;
};

export type NewSignInCode = SignInProof & {
  tenantId: string;
  memberId: string;
  codeHash: Uint8Array<ArrayBuffer>;
  expiresAt: Date;
};

export type UsedSignInCode = Required<SignInProof> & { memberId: string };

/** Adds a code and clears away those of the tenant that ran out. */
export async function insertSignInCode(tx: Transaction, code: NewSignInCode, now: Date): Promise<void> {
  await tx.signInCode.deleteMany({
    where: { tenantId: code.tenantId, expiresAt: { lt: now } },
  });
  await tx.signInCode.create({ data: { ...code, createdAt: now } });
}

/** Uses a code up, in one statement: of two requests with the same code, one gets the member and the other null. */
export async function markSignInCodeUsed(
  tx: Transaction,
  input: { tenantId: string; codeHash: Uint8Array<ArrayBuffer>; now: Date },
): Promise<UsedSignInCode | null> {
  const { tenantId, codeHash, now } = input;
  const [used] = await tx.signInCode.updateManyAndReturn({
    where: { tenantId, codeHash, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
    select: { memberId: true, method: true, provenAt: true, secondFactor: true, replacesSessionId: true },
  });
  return used ? { ...used, method: z.enum(signInMethods).parse(used.method) } : null;
}

/** Notes that a person has joined; false when they had already. */
export async function markJoined(
  tx: Transaction,
  member: { tenantId: string; memberId: string },
  now: Date,
): Promise<boolean> {
  const { count } = await tx.member.updateMany({
    where: { tenantId: member.tenantId, id: member.memberId, joinedAt: null },
    data: { joinedAt: now },
  });
  return count === 1;
}
