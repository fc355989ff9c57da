import type { Transaction } from "../db/transaction";

type Holder = { tenantId: string; memberId: string };

export type StoredFactor = { sealedSecret: Uint8Array; confirmedAt: Date | null };

/** A member's second factor, confirmed or still being set up. */
export function findFactor(tx: Transaction, { tenantId, memberId }: Holder): Promise<StoredFactor | null> {
  return tx.memberSecondFactor.findUnique({
    where: { tenantId_memberId: { tenantId, memberId } },
    select: { sealedSecret: true, confirmedAt: true },
  });
}

/** Begins anew: what was not confirmed is replaced; false, and nothing changed, when one is confirmed. */
export async function saveOfferedFactor(
  tx: Transaction,
  { tenantId, memberId }: Holder,
  sealedSecret: Uint8Array<ArrayBuffer>,
  now: Date,
): Promise<boolean> {
  const count = await tx.$executeRaw`
    insert into member_second_factor (tenant_id, member_id, sealed_secret, created_at)
    values (${tenantId}::uuid, ${memberId}::uuid, ${sealedSecret}, ${now})
    on conflict (tenant_id, member_id) do update set sealed_secret = ${sealedSecret}, created_at = ${now}
    where member_second_factor.confirmed_at is null`;
  return count === 1;
}

/** Makes the second factor count; false when it does already. */
export async function markFactorConfirmed(tx: Transaction, holder: Holder, step: number, now: Date): Promise<boolean> {
  const { count } = await tx.memberSecondFactor.updateMany({
    where: { ...holder, confirmedAt: null },
    data: { confirmedAt: now, lastStep: step },
  });
  return count === 1;
}

/** Uses a step up. Atomic: of two requests with the same code, or with an older one, the later is told false. */
export async function markStepUsed(tx: Transaction, holder: Holder, step: number): Promise<boolean> {
  const { count } = await tx.memberSecondFactor.updateMany({
    where: { ...holder, confirmedAt: { not: null }, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
    data: { lastStep: step },
  });
  return count === 1;
}

/** Takes the second factor and its recovery codes away; false when there was none. */
export async function deleteFactor(tx: Transaction, holder: Holder): Promise<boolean> {
  await tx.memberRecoveryCode.deleteMany({ where: holder });
  const { count } = await tx.memberSecondFactor.deleteMany({ where: holder });
  return count === 1;
}

/** Puts new recovery codes in the place of all earlier ones. */
export async function replaceRecoveryCodes(
  tx: Transaction,
  holder: Holder,
  codeHashes: readonly Uint8Array<ArrayBuffer>[],
  now: Date,
): Promise<void> {
  await tx.memberRecoveryCode.deleteMany({ where: holder });
  await tx.memberRecoveryCode.createMany({
    data: codeHashes.map((codeHash) => ({ ...holder, codeHash, createdAt: now })),
  });
}

/** Uses a recovery code up; false when it is none of this member's, or was used. */
export async function markRecoveryCodeUsed(
  tx: Transaction,
  holder: Holder,
  codeHash: Uint8Array<ArrayBuffer>,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.memberRecoveryCode.updateMany({
    where: { ...holder, codeHash, usedAt: null },
    data: { usedAt: now },
  });
  return count === 1;
}

export function countRecoveryCodes(tx: Transaction, holder: Holder): Promise<number> {
  return tx.memberRecoveryCode.count({ where: { ...holder, usedAt: null } });
}

/** Since when the tenant requires a second factor. */
export async function findRequirement(tx: Transaction, tenantId: string): Promise<Date | null> {
  const tenant = await tx.tenant.findUnique({ where: { id: tenantId }, select: { secondFactorRequiredAt: true } });
  return tenant?.secondFactorRequiredAt ?? null;
}

/** Requires a second factor, or with null no longer; false when that is so already. */
export async function saveRequirement(tx: Transaction, tenantId: string, since: Date | null): Promise<boolean> {
  const { count } = await tx.tenant.updateMany({
    where: { id: tenantId, secondFactorRequiredAt: since === null ? { not: null } : null },
    data: { secondFactorRequiredAt: since },
  });
  return count === 1;
}

/** Those who can sign in, and how many of them have no second factor. */
export async function countFactorlessMembers(
  tx: Transaction,
  tenantId: string,
): Promise<{ members: number; without: number }> {
  const active = { tenantId, joinedAt: { not: null }, deactivatedAt: null };
  const members = await tx.member.count({ where: active });
  const withFactor = await tx.member.count({ where: { ...active, secondFactor: { confirmedAt: { not: null } } } });
  return { members, without: members - withFactor };
}

/** A member of the tenant by id, for acts on their sign-in. */
export function findPerson(
  tx: Transaction,
  { tenantId, memberId }: Holder,
): Promise<{ id: string; name: string; email: string } | null> {
  return tx.member.findUnique({
    where: { tenantId_id: { tenantId, id: memberId } },
    select: { id: true, name: true, email: true },
  });
}

/** Whether the member has a password of their own. */
export async function hasPassword(tx: Transaction, { tenantId, memberId }: Holder): Promise<boolean> {
  const rows: unknown[] = await tx.$queryRaw`
    select 1 from member_credential where tenant_id = ${tenantId}::uuid and member_id = ${memberId}::uuid`;
  return rows.length > 0;
}
