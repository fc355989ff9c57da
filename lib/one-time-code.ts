import { createHash, randomBytes } from "node:crypto";

/**
 * Codes that travel in a link's fragment and work once: sign-in hand-overs, invitations, the set-up link.
 * 256 random bits, so a plain SHA-256 is what the database keeps: there is nothing to guess or to look up in a table.
 */
export function mintOneTimeCode(): {
  code: string;
  codeHash: Uint8Array<ArrayBuffer>;
} {
  const code = randomBytes(32).toString("base64url");
  return { code, codeHash: hashOneTimeCode(code) };
}

/** What the database keeps of a code. */
export function hashOneTimeCode(code: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(code).digest());
}
