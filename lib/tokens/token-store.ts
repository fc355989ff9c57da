import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { ApiToken } from "../domain/api-token";
import { Failure } from "../domain/failure";
import type { TokenKind } from "../domain/token-kind";
import { type TokenRow, tokenOf } from "./token-row";

export type NewToken = {
  tenantId: string;
  memberId: string;
  publicId: string;
  name: string;
  /** An API token unless it says otherwise. */
  kind?: TokenKind;
  secretHash: Uint8Array<ArrayBuffer>;
  keyId: string;
};

/**
 * Inserts a token with its secret's hash and its empty last use.
 * @returns its id
 * @throws Failure `conflict` when a living token of the same person has this name
 */
export async function insertToken(tx: Transaction, token: NewToken): Promise<string> {
  const { tenantId, memberId, publicId, name, kind = "api", secretHash, keyId } = token;
  const row = await tx.apiToken
    .create({ data: { tenantId, memberId, publicId, name, kind }, select: { id: true } })
    .catch((error: unknown) => {
      if (isUniqueViolation(error)) throw nameTaken();
      throw error;
    });
  // createMany does not read the row back: this role may not read hashes.
  await tx.apiTokenSecret.createMany({ data: [{ tenantId, tokenId: row.id, secretHash, keyId }] });
  await tx.tokenUse.createMany({ data: [{ tenantId, tokenId: row.id }] });
  return row.id;
}

/** One token by its public id, revoked ones included, or null when the visibility does not reach it. */
export async function findToken(tx: Transaction, visibility: Visibility, publicId: string): Promise<ApiToken | null> {
  const row = await tx.apiToken.findFirst({
    where: { ...reachOf(visibility), publicId },
    select: tokenColumns,
  });
  return row ? tokenOf(flat(row)) : null;
}

/** The living tokens of one owner, latest first, at most `limit`, and how many there are in all. */
export async function findLivingTokensOfOwner(
  tx: Transaction,
  visibility: Visibility,
  ownerId: string,
  limit: number,
): Promise<{ tokens: ApiToken[]; total: number }> {
  const where = { AND: [reachOf(visibility), { memberId: ownerId, revokedAt: null }] };
  const total = await tx.apiToken.count({ where });
  const rows = await tx.apiToken.findMany({
    where,
    select: tokenColumns,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
  });
  return { tokens: rows.map((row) => tokenOf(flat(row))), total };
}

/** Revokes a living token and says its name; null when there is none that the visibility reaches. */
export async function markTokenRevoked(
  tx: Transaction,
  visibility: Visibility,
  publicId: string,
  by: { memberId: string; memberName: string; at: Date },
): Promise<{ name: string; revokedAt: Date } | null> {
  const [row] = await tx.apiToken.updateManyAndReturn({
    where: { ...reachOf(visibility), publicId, revokedAt: null },
    data: { revokedAt: by.at, revokedById: by.memberId, revokedByName: by.memberName },
    select: { name: true },
  });
  return row ? { name: row.name, revokedAt: by.at } : null;
}

/** Revokes the living token of an agent and says what it was; null when it is not living. */
export async function markAgentTokenRevoked(
  tx: Transaction,
  tenantId: string,
  tokenId: string,
  by: { memberId: string; memberName: string; at: Date },
): Promise<{ publicId: string; name: string; kind: string } | null> {
  const [row] = await tx.apiToken.updateManyAndReturn({
    where: { tenantId, id: tokenId, kind: { not: "api" }, revokedAt: null },
    data: { revokedAt: by.at, revokedById: by.memberId, revokedByName: by.memberName },
    select: { publicId: true, name: true, kind: true },
  });
  return row ?? null;
}

const tokenColumns = {
  id: true,
  publicId: true,
  name: true,
  createdAt: true,
  revokedAt: true,
  revokedByName: true,
  memberId: true,
  member: { select: { name: true, email: true, deactivatedAt: true } },
  use: { select: { lastUsedAt: true, lastIp: true, lastUserAgent: true, lastMethod: true, lastRoute: true } },
} satisfies Prisma.ApiTokenSelect;

type SelectedToken = Prisma.ApiTokenGetPayload<{ select: typeof tokenColumns }>;

function flat({ member, use, ...token }: SelectedToken): TokenRow {
  return {
    ...token,
    memberName: member.name,
    memberEmail: member.email,
    memberDeactivatedAt: member.deactivatedAt,
    lastUsedAt: use?.lastUsedAt ?? null,
    lastIp: use?.lastIp ?? null,
    lastUserAgent: use?.lastUserAgent ?? null,
    lastMethod: use?.lastMethod ?? null,
    lastRoute: use?.lastRoute ?? null,
  };
}

/** Agents' tokens live in sections of their own and are never found here. */
function reachOf(visibility: Visibility): { tenantId: string; kind: "api"; memberId?: string } {
  const { tenantId } = visibility;
  switch (visibility.reach) {
    case "tenant":
      return { tenantId, kind: "api" };
    case "own":
      return { tenantId, kind: "api", memberId: visibility.memberId };
    case "discovery":
      throw new Error("tokens are seen by tenant or by owner");
  }
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}

function nameTaken(): Failure {
  return new Failure("conflict", "You already have a token with this name", {
    field: "name",
    messageKey: "tokenNameTaken",
  });
}
