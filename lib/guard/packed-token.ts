import type { TokenPrincipal } from "../domain/access";
import { type Role, roles } from "../domain/role-table";
import { type TokenKind, tokenKinds } from "../domain/token-kind";
import { packId, unpackId } from "./packed-id";
import type { SharedTenant } from "./shared-tenants";

/** A token as the guard judges it, read in one snapshot. */
export type GuardedToken = {
  principal: TokenPrincipal;
  revoked: boolean;
  tenantSuspended: boolean;
  ownerDeactivated: boolean;
};

/*
 * A token in one string of one byte a character, because a hundred thousand of them are remembered:
 *
 *     token id 16 │ member id 16 │ flags 1 │ role 1 │ public id, token name, member name, e-mail: between NULs
 */
const idLength = 16;
const flagsAt = 2 * idLength;
const roleAt = flagsAt + 1;
const wordsAt = roleAt + 1;
const flagBits = { revoked: 1, tenantSuspended: 2, ownerDeactivated: 4, utf8: 8 };
/** Two bits above the flags say the kind. */
const kindStep = 16;
/** No name holds a NUL: the database refuses it. */
const between = "\u0000";
// biome-ignore lint/suspicious/noControlCharactersInRegex: one byte a character is what is asked about
const oneByteEach = /^[\u0000-\u00ff]*$/;

/** The token in one string; its tenant is kept apart. */
export function packToken({ principal, revoked, tenantSuspended, ownerDeactivated }: GuardedToken): string {
  const { tokenPublicId, tokenName, memberName, memberEmail } = principal;
  const words = [tokenPublicId, tokenName, memberName, memberEmail].join(between);
  const isUtf8 = !oneByteEach.test(words);
  const flags =
    (revoked ? flagBits.revoked : 0) +
    (tenantSuspended ? flagBits.tenantSuspended : 0) +
    (ownerDeactivated ? flagBits.ownerDeactivated : 0) +
    (isUtf8 ? flagBits.utf8 : 0) +
    kindStep * tokenKinds.indexOf(principal.tokenKind);
  const head =
    packId(principal.tokenId) + packId(principal.memberId) + String.fromCharCode(flags, roleNumber(principal));
  // Through a buffer, because a string that was put together keeps its parts.
  return Buffer.concat([Buffer.from(head, "latin1"), Buffer.from(words, isUtf8 ? "utf8" : "latin1")]).toString(
    "latin1",
  );
}

/** The token as it was. */
export function unpackToken(packed: string, tenant: SharedTenant): GuardedToken {
  const flags = packed.charCodeAt(flagsAt);
  const packedWords = packed.slice(wordsAt);
  const words = (flags & flagBits.utf8) === 0 ? packedWords : Buffer.from(packedWords, "latin1").toString("utf8");
  const [tokenPublicId = "", tokenName = "", memberName = "", memberEmail = ""] = words.split(between);
  return {
    principal: {
      kind: "token",
      tokenKind: kindOf(flags),
      tenantId: tenant.id,
      tenantSlug: tenant.slug,
      memberId: unpackId(memberKeyOf(packed)),
      memberName,
      memberEmail,
      role: roleOf(packed),
      tokenId: unpackId(tokenKeyOf(packed)),
      tokenPublicId,
      tokenName,
    },
    revoked: (flags & flagBits.revoked) !== 0,
    tenantSuspended: (flags & flagBits.tenantSuspended) !== 0,
    ownerDeactivated: (flags & flagBits.ownerDeactivated) !== 0,
  };
}

/** The packed id of the token itself, without unpacking the rest. */
export function tokenKeyOf(packed: string): string {
  return packed.slice(0, idLength);
}

export function memberKeyOf(packed: string): string {
  return packed.slice(idLength, 2 * idLength);
}

function kindOf(flags: number): TokenKind {
  const kind = tokenKinds[Math.floor(flags / kindStep)];
  if (kind === undefined) throw new Error("a remembered token has no kind");
  return kind;
}

function roleNumber({ role }: TokenPrincipal): number {
  return roles.indexOf(role);
}

function roleOf(packed: string): Role {
  const role = roles[packed.charCodeAt(roleAt)];
  if (role === undefined) throw new Error("a remembered token has no role");
  return role;
}
