import { insufficientPermissions, type TokenPrincipal } from "../domain/access";
import { Failure } from "../domain/failure";
import { env } from "../env";
import { processOnce } from "../process-once";
import { findTokenByHashes } from "./guard-store";
import { hashSecret, parsePeppers, parseSecret } from "./token-secret";

/** `Token` is the product's own scheme, `Bearer` the newer one; any case, any spaces, as published clients write them. */
const authorizationForm = /^(?:token|bearer)[ \t]*([0-9A-Za-z]{64})[ \t]*$/i;

/**
 * Finds out who calls. The caller acts with the issuer's role of this moment.
 *
 * Missing, malformed, unknown, revoked and foreign tokens are refused alike, so that nobody learns which it was; only a
 * verified token is told that its issuer may not use it any more.
 *
 * @param input.authorization the one Authorization header as it came
 * @param input.tenantSlug the tenant whose host was called; null at the general URL, where the token names the tenant
 * @throws Failure `unauthenticated` or, for a verified token of a deactivated issuer, `forbidden`
 */
export async function authenticateToken(input: {
  authorization: string | undefined;
  tenantSlug: string | null;
}): Promise<TokenPrincipal> {
  const secret = authorizationForm.exec(input.authorization ?? "")?.[1];
  if (!secret) throw invalidToken("no well-formed Authorization header");
  const parsed = parseSecret(secret);
  if (!parsed) throw invalidToken("not of the form of a token");

  const token = await findTokenByHashes(peppers().map((pepper) => hashSecret(secret, pepper)));
  if (!token) throw invalidToken(`unknown token ${parsed.publicId}`);
  if (token.revoked) throw invalidToken(`revoked token ${token.principal.tokenPublicId}`);
  if (token.tenantSuspended) throw invalidToken(`tenant ${token.principal.tenantSlug} is suspended`);
  if (input.tenantSlug !== null && input.tenantSlug !== token.principal.tenantSlug)
    throw invalidToken(`token ${token.principal.tokenPublicId} used on the host of ${input.tenantSlug}`);
  if (token.ownerDeactivated) throw insufficientPermissions("token:list-own", token.principal.role);
  // The kind is part of the secret, so the hash has just vouched for it.
  return { ...token.principal, tokenKind: parsed.kind };
}

function invalidToken(detail: string): Failure {
  return new Failure("unauthenticated", "Invalid token", { detail, messageKey: "unauthenticated" });
}

function peppers() {
  return processOnce("peppers", () => parsePeppers(env().PORTAL_TOKEN_PEPPER));
}
