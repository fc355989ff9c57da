import { insufficientPermissions, type TokenPrincipal } from "../domain/access";
import { Failure } from "../domain/failure";
import { noteRefusedToken } from "../domain/refused-token";
import type { TokenRefusal } from "../domain/token-usage";
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
  // The kind is part of the secret, so the hash has just vouched for it.
  const principal = { ...token.principal, tokenKind: parsed.kind };
  const refused = (reason: TokenRefusal, failure: Failure) => noteRefusedToken(failure, { principal, reason });
  if (token.revoked) throw refused("revoked", invalidToken(`revoked token ${principal.tokenPublicId}`));
  if (token.tenantSuspended)
    throw refused("tenant-suspended", invalidToken(`tenant ${principal.tenantSlug} is suspended`));
  if (input.tenantSlug !== null && input.tenantSlug !== principal.tenantSlug)
    throw refused(
      "wrong-host",
      invalidToken(`token ${principal.tokenPublicId} used on the host of ${input.tenantSlug}`),
    );
  if (token.ownerDeactivated)
    throw refused("owner-deactivated", insufficientPermissions("token:list-own", principal.role));
  return principal;
}

function invalidToken(detail: string): Failure {
  return new Failure("unauthenticated", "Invalid token", { detail, messageKey: "unauthenticated" });
}

function peppers() {
  return processOnce("peppers", () => parsePeppers(env().PORTAL_TOKEN_PEPPER));
}
