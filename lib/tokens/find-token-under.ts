import type { TokenKind } from "../domain/token-kind";
import type { Snapshot } from "../guard/known-epoch";
import type { GuardedToken } from "../guard/packed-token";
import { log } from "../log";
import { processOnce } from "../process-once";
import { addTokenHash, findTokenByHashes } from "./look-up-store";
import { hashSecret, type Pepper } from "./token-secret";

/** Tokens of which this process knows that they have a hash under the current key: asking again would only cost. */
const knownMaximum = 50_000;

/**
 * The token of a secret, under whichever of the peppers it was hashed. While there are older ones, a living token that comes
 * by also gets a hash under the current one, so that the older can be taken away some day: a hash cannot be made without
 * the secret, and the secret is here only now. The caller does not wait for it, and a failure is made up for by the next
 * call.
 */
export async function findTokenUnder(
  peppers: readonly [current: Pepper, ...older: Pepper[]],
  secret: string,
  kind: TokenKind,
): Promise<Snapshot<GuardedToken | null>> {
  const [current] = peppers;
  const hashes = peppers.map((pepper) => hashSecret(secret, pepper));
  const found = await findTokenByHashes(hashes, kind);
  const [newest, ...older] = hashes;
  if (older.length > 0 && newest !== undefined && found.value !== null && !found.value.revoked)
    void renewHash(found.value.principal.tokenId, older, newest, current.keyId);
  return found;
}

async function renewHash(
  tokenId: string,
  older: readonly Uint8Array[],
  newest: Uint8Array,
  keyId: string,
): Promise<void> {
  const known = processOnce("tokens-under-current-key", () => new Set<string>());
  if (known.has(tokenId)) return;
  if (known.size >= knownMaximum) known.clear();
  known.add(tokenId);
  await addTokenHash(older, newest, keyId).catch((error: unknown) => {
    known.delete(tokenId);
    log().warn({ error: String(error) }, "a token could not be hashed with the current key");
  });
}
