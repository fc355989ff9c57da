import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { authorize, type Caller, isFullAdministrator, type MemberPrincipal } from "../domain/access";
import type { GenerateTokenInput } from "../domain/api-token";
import { refuseStaleProof } from "../domain/fresh-proof";
import { env } from "../env";
import { hashSecret, mintSecret, parsePeppers } from "./token-secret";
import { insertToken } from "./token-store";

/** A token at the moment of its generation: the only time that its secret is known. */
export type GeneratedToken = { secret: string; publicId: string; name: string };

/**
 * Generates an API token for the caller, which will act with the caller's permissions of each later moment.
 * Any member whose role may have tokens may; programs may not, so a leaked token cannot breed.
 * The answer holds the secret; nothing else ever will.
 * A full administrator, whose token opens everything, has just proven who they are.
 * @throws Failure `forbidden` for a role without tokens, and with `identityNotConfirmed`; `conflict` (field `name`) when a living token of the caller has that name
 */
export async function generateToken(
  caller: Caller<MemberPrincipal>,
  input: GenerateTokenInput,
  now: Date = new Date(),
): Promise<GeneratedToken> {
  const { principal } = caller;
  authorize(principal, "token:generate");
  if (isFullAdministrator(principal)) refuseStaleProof(principal, { now, within: env().PORTAL_CONFIRM_MINUTES });
  const { secret, publicId } = mintSecret("api");
  const [pepper] = parsePeppers(env().PORTAL_TOKEN_PEPPER);
  return withTenant(principal.tenantId, async (tx) => {
    await insertToken(tx, {
      tenantId: principal.tenantId,
      memberId: principal.memberId,
      publicId,
      name: input.name,
      secretHash: hashSecret(secret, pepper),
      keyId: pepper.keyId,
    });
    await recordEvent(tx, caller, {
      action: "token.generated",
      target: { kind: "token", id: publicId, name: input.name },
    });
    return { secret, publicId, name: input.name };
  });
}
