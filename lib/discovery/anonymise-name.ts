import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { isPseudonym, normaliseUserName, pseudonymPrefix } from "@/lib/domain/discovery-user";

/** Kinds of names are encrypted apart: the same text as user and as device has two pseudonyms. */
export type NameKind = "user" | "device";

export type NameCipher = {
  /** The pseudonym of a name; always the same one for the same normalised name, tenant and kind. */
  anonymise: (kind: NameKind, name: string) => string;
  /** The normalised name behind a pseudonym, or undefined when it is none of this tenant and kind. */
  resolve: (kind: NameKind, pseudonym: string) => string | undefined;
};

const IV_BYTES = 16;
const KEY_BYTES = 16;
const MAC_KEY_BYTES = 32;
/** Names are padded to a multiple, so that a pseudonym's length says little. */
const BLOCK_BYTES = 16;
export const TENANT_NAME_KEY_BYTES = 32;

/**
 * Encrypts names so that traffic can be grouped by person without naming anybody: AES-128 in counter mode under a
 * synthetic IV that is the HMAC-SHA-256 of the padded name (the construction of SIV, RFC 5297). Deterministic on purpose;
 * who holds the key can reverse it, and a pseudonym that was changed or belongs to another tenant does not resolve.
 * @param tenantKey 32 random bytes of this tenant, kept apart from the data
 * @throws RangeError for a key of another length
 */
export function createNameCipher(tenantKey: Uint8Array): NameCipher {
  if (tenantKey.length !== TENANT_NAME_KEY_BYTES)
    throw new RangeError(`A tenant's name key has ${TENANT_NAME_KEY_BYTES} bytes, not ${tenantKey.length}`);
  const keys = { user: deriveKeys(tenantKey, "user"), device: deriveKeys(tenantKey, "device") };
  return {
    anonymise: (kind, name) => encrypt(keys[kind], normaliseUserName(name)),
    resolve: (kind, pseudonym) => decrypt(keys[kind], pseudonym),
  };
}

type Keys = { encryption: Buffer; authentication: Buffer };

function deriveKeys(tenantKey: Uint8Array, kind: NameKind): Keys {
  const derived = Buffer.from(
    hkdfSync("sha256", tenantKey, "", `portcullis discovery name ${kind} v1`, KEY_BYTES + MAC_KEY_BYTES),
  );
  return { encryption: derived.subarray(0, KEY_BYTES), authentication: derived.subarray(KEY_BYTES) };
}

function encrypt(keys: Keys, name: string): string {
  const plain = padded(Buffer.from(name, "utf8"));
  const iv = syntheticIv(keys, plain);
  const cipher = createCipheriv("aes-128-ctr", keys.encryption, iv);
  return pseudonymPrefix + Buffer.concat([iv, cipher.update(plain), cipher.final()]).toString("base64url");
}

function decrypt(keys: Keys, pseudonym: string): string | undefined {
  if (!isPseudonym(pseudonym)) return undefined;
  const bytes = Buffer.from(pseudonym.slice(pseudonymPrefix.length), "base64url");
  const isWhole = bytes.length >= IV_BYTES + BLOCK_BYTES && bytes.length % BLOCK_BYTES === 0;
  if (!isWhole || pseudonymPrefix + bytes.toString("base64url") !== pseudonym) return undefined;
  const iv = bytes.subarray(0, IV_BYTES);
  const decipher = createDecipheriv("aes-128-ctr", keys.encryption, iv);
  const plain = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES)), decipher.final()]);
  if (!timingSafeEqual(iv, syntheticIv(keys, plain))) return undefined;
  return plain.subarray(0, plain.lastIndexOf(1)).toString("utf8");
}

function syntheticIv(keys: Keys, plain: Buffer): Buffer {
  return createHmac("sha256", keys.authentication).update(plain).digest().subarray(0, IV_BYTES);
}

/** A 1 and zeroes up to the next multiple of the block. */
function padded(name: Buffer): Buffer {
  const length = Math.ceil((name.length + 1) / BLOCK_BYTES) * BLOCK_BYTES;
  const plain = Buffer.alloc(length);
  name.copy(plain);
  plain[name.length] = 1;
  return plain;
}
