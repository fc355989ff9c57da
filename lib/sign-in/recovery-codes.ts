import { createHash, randomBytes } from "node:crypto";
import { recoveryCode, recoveryCodeCount, recoveryCodeOf } from "../domain/second-factor";

/** New recovery codes, with what the database keeps of them. */
export function mintRecoveryCodes(): { codes: string[]; codeHashes: Uint8Array<ArrayBuffer>[] } {
  const codes = Array.from({ length: recoveryCodeCount }, () => recoveryCodeOf(randomBytes(24)));
  return { codes, codeHashes: codes.map((code) => hashRecoveryCode(recoveryCode.parse(code))) };
}

/**
 * What the database keeps. 120 random bits leave nothing to guess, so a plain hash will do (OWASP ASVS 5.0, 6.5.2, asks for
 * a password hash only below 112).
 * @param code in its one form, as the schema makes it
 */
export function hashRecoveryCode(code: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(`portcullis recovery code|${code}`).digest());
}
