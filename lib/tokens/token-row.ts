import type { ApiToken, TokenUse } from "../domain/api-token";

/** A joined row of api_token, member and token_use, as both token stores select it. */
export type TokenRow = {
  id: string;
  publicId: string;
  name: string;
  createdAt: Date;
  revokedAt: Date | null;
  revokedByName: string | null;
  memberId: string;
  memberName: string;
  memberEmail: string;
  memberDeactivatedAt: Date | null;
  lastUsedAt: Date | null;
  lastIp: string | null;
  lastUserAgent: string | null;
  lastMethod: string | null;
  lastRoute: string | null;
};

/** The row as people see it: its database id stays behind. */
export function tokenOf(row: TokenRow): ApiToken {
  return {
    publicId: row.publicId,
    name: row.name,
    ownerId: row.memberId,
    ownerName: row.memberName,
    ownerEmail: row.memberEmail,
    ownerDeactivated: row.memberDeactivatedAt !== null,
    createdAt: row.createdAt,
    lastUse: lastUseOf(row),
    revokedAt: row.revokedAt,
    revokedByName: row.revokedByName,
  };
}

function lastUseOf(row: TokenRow): TokenUse | null {
  if (row.lastUsedAt === null) return null;
  return {
    at: row.lastUsedAt,
    ip: row.lastIp ?? "",
    userAgent: row.lastUserAgent ?? "",
    method: row.lastMethod ?? "",
    route: row.lastRoute ?? "",
  };
}
