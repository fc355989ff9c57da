import { createHash, createHmac, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import type { TokenKind } from "../domain/token-kind";
import { tokenPattern } from "../domain/token-pattern";

/**
 * The secret of a token, exactly 64 characters of [0-9A-Za-z]:
 *
 *     pcu 1 QwErTyUiOp12 ……42 characters…… ABCDEF
 *     │   │ │            │                 └ checksum: CRC32 of everything before it, 6 base62 digits
 *     │   │ │            └ secret: 250 bits
 *     │   │ └ public id: shown in the table, in the audit log and in errors
 *     │   └ version of this format
 *     └ kind: pcu API token, pcs SIEM agent, pcc log collector
 *
 * No separator, because a published client refuses anything but 64 to 192 of these characters; a fixed prefix and a
 * checksum, so that scanners find leaked tokens and typing errors never reach the database.
 */
const prefixes: Record<TokenKind, string> = { api: "pcu", "siem-agent": "pcs", "log-collector": "pcc" };

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** After the kind and the version. */
const publicIdAt = 4;
const publicIdLength = 12;
const secretLength = 42;
const checksumLength = 6;
const version = "1";
const form = new RegExp(`^${tokenPattern}$`);
const kindOfLetter: Record<string, TokenKind> = { u: "api", s: "siem-agent", c: "log-collector" };

/** A fresh secret. It must leave the process in the one response that shows it, and nowhere else. */
export function mintSecret(kind: TokenKind): { secret: string; publicId: string } {
  const publicId = randomBase62(publicIdLength);
  const body = `${prefixes[kind]}${version}${publicId}${randomBase62(secretLength)}`;
  return { secret: body + checksum(body), publicId };
}

/** What a well-formed secret says about itself, or null for anything else. Pure and without I/O, so it may run on any input. */
export function parseSecret(text: string): { kind: TokenKind; publicId: string } | null {
  const kind = kindOfLetter[text.charAt(2)];
  if (kind === undefined || !form.test(text)) return null;
  const publicId = text.slice(publicIdAt, publicIdAt + publicIdLength);
  const body = text.slice(0, -checksumLength);
  return text.endsWith(checksum(body)) ? { kind, publicId } : null;
}

/** A server-side key mixed into every stored hash; it lives outside the database, so a dump of it authenticates nothing. */
export type Pepper = { keyId: string; key: Buffer };

/**
 * Reads `PORTAL_TOKEN_PEPPER`: `<key id>:<base64>`, the current one first, older ones after commas.
 * @throws Error when it is not of that form
 */
export function parsePeppers(setting: string): [current: Pepper, ...older: Pepper[]] {
  const [current, ...older] = setting.split(",").map((entry): Pepper => {
    const colon = entry.indexOf(":");
    return { keyId: entry.slice(0, colon), key: Buffer.from(entry.slice(colon + 1), "base64") };
  });
  if (!current || current.key.length < 32)
    throw new Error("PORTAL_TOKEN_PEPPER must hold at least one key of 32 bytes");
  return [current, ...older];
}

/** What is stored of a secret: HMAC-SHA-256(pepper, SHA-256(secret)), 32 bytes. */
export function hashSecret(secret: string, pepper: Pepper): Uint8Array<ArrayBuffer> {
  const inner = createHash("sha256").update(secret).digest();
  return new Uint8Array(createHmac("sha256", pepper.key).update(inner).digest());
}

/** Rejection sampling: 248 is the largest multiple of 62 below 256, so every character is equally likely. */
function randomBase62(length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length * 2)) {
      if (byte < 248 && text.length < length) text += alphabet.charAt(byte % 62);
    }
  }
  return text;
}

function checksum(body: string): string {
  let rest = crc32(body);
  let digits = "";
  for (let place = 0; place < checksumLength; place++) {
    digits = alphabet.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}
