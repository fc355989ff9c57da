import { recordEvent } from "../audit/record-event";
import type { Transaction } from "../db/transaction";
import { type Caller, isFullAdministrator, type MemberPrincipal } from "../domain/access";
import { refuseStaleProof } from "../domain/fresh-proof";
import type { TokenKind } from "../domain/token-kind";
import { env } from "../env";
import { hashSecret, mintSecret, parsePeppers } from "./token-secret";
import { insertToken, markAgentTokenRevoked } from "./token-store";

/** An agent's token at the moment of its generation: the only time that its secret is known. */
export type IssuedToken = { tokenId: string; publicId: string; secret: string };

/**
 * Generates the token of an agent in the transaction that makes or renews the agent. It acts with the caller's permissions
 * of each later moment, within what the kind may. Whoever calls has authorized.
 * @throws Failure `forbidden` with `identityNotConfirmed` for a full administrator
 */
export async function issueAgentToken(
  tx: Transaction,
  caller: Caller<MemberPrincipal>,
  { kind, name }: { kind: Exclude<TokenKind, "api">; name: string },
  now: Date = new Date(),
): Promise<IssuedToken> {
  if (isFullAdministrator(caller.principal))
    refuseStaleProof(caller.principal, { now, within: env().PORTAL_CONFIRM_MINUTES });
  const { tenantId, memberId } = caller.principal;
  const { secret, publicId } = mintSecret(kind);
  const [pepper] = parsePeppers(env().PORTAL_TOKEN_PEPPER);
  const secretHash = hashSecret(secret, pepper);
  const tokenId = await insertToken(tx, { tenantId, memberId, publicId, name, kind, secretHash, keyId: pepper.keyId });
  await recordEvent(tx, caller, {
    action: "token.generated",
    target: { kind: "token", id: publicId, name },
    detail: { kind },
  });
  return { tokenId, publicId, secret };
}

/** Revokes the token of an agent in the transaction that deletes or renews the agent; again changes nothing. */
export async function revokeAgentToken(
  tx: Transaction,
  caller: Caller<MemberPrincipal>,
  tokenId: string,
): Promise<void> {
  const { tenantId, memberId, memberName } = caller.principal;
  const revoked = await markAgentTokenRevoked(tx, tenantId, tokenId, { memberId, memberName, at: new Date() });
  if (revoked === null) return;
  const { publicId, name, kind } = revoked;
  await recordEvent(tx, caller, {
    action: "token.revoked",
    target: { kind: "token", id: publicId, name },
    detail: { kind },
  });
}
