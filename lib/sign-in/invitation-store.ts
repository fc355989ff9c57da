import type { Transaction } from "../db/transaction";

export type LivingInvitation = {
  memberId: string;
  name: string;
  email: string;
};

/** The person whom an unused, unexpired invitation of this tenant is for, while they may still join. */
export async function findInvitation(
  tx: Transaction,
  input: { tenantId: string; codeHash: Uint8Array<ArrayBuffer>; now: Date },
): Promise<LivingInvitation | null> {
  const { tenantId, codeHash, now } = input;
  const found = await tx.memberInvitation.findFirst({
    where: {
      tenantId,
      codeHash,
      usedAt: null,
      expiresAt: { gt: now },
      member: {
        joinedAt: null,
        deactivatedAt: null,
        tenant: { suspendedAt: null },
      },
    },
    select: { memberId: true, member: { select: { name: true, email: true } } },
  });
  return found && { memberId: found.memberId, ...found.member };
}

/** Uses an invitation up; false when it was used already. Atomic: one of two requests wins. */
export async function markInvitationUsed(
  tx: Transaction,
  input: { tenantId: string; codeHash: Uint8Array<ArrayBuffer>; now: Date },
): Promise<boolean> {
  const { tenantId, codeHash, now } = input;
  const { count } = await tx.memberInvitation.updateMany({
    where: { tenantId, codeHash, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return count === 1;
}

/** Sets a member's password. Raw, because the portal's role may write hashes but not read them back. */
export async function saveCredential(
  tx: Transaction,
  credential: { tenantId: string; memberId: string; passwordHash: string },
  now: Date,
): Promise<void> {
  const { tenantId, memberId, passwordHash } = credential;
  await tx.$executeRaw`
    insert into member_credential (tenant_id, member_id, password_hash, changed_at)
    values (${tenantId}::uuid, ${memberId}::uuid, ${passwordHash}, ${now})
    on conflict (tenant_id, member_id) do update set password_hash = ${passwordHash}, changed_at = ${now}`;
}
