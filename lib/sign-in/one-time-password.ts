import { Secret, TOTP } from "otpauth";

/** RFC 6238 with what every authenticator app takes without being told: SHA-1, six digits, 30 seconds. */
const parameters = { algorithm: "SHA1", digits: 6, period: 30 } as const;

/** RFC 4226, section 4, recommends 160 bits. */
const secretBytes = 20;

/** Codes of one step before and after are taken too, for clocks that differ (RFC 6238, section 5.2). */
const stepsAround = 1;

/** A new secret, from the platform's generator. */
export function newFactorSecret(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new Secret({ size: secretBytes }).bytes);
}

/** How an authenticator app is told: the secret to type, and the URI to scan. */
export function offerOf(
  secret: Uint8Array<ArrayBuffer>,
  names: { issuer: string; account: string },
): { secret: string; uri: string } {
  const totp = new TOTP({ ...parameters, issuer: names.issuer, label: names.account, secret: secretOf(secret) });
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** The 30-second step whose code this is; null when it belongs to none of now. */
export function stepOf(secret: Uint8Array<ArrayBuffer>, code: string, now: Date): number | null {
  const timestamp = now.getTime();
  const totp = new TOTP({ ...parameters, secret: secretOf(secret) });
  const delta = totp.validate({ token: code, timestamp, window: stepsAround });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}

function secretOf(bytes: Uint8Array<ArrayBuffer>): Secret {
  return new Secret({ buffer: bytes.buffer });
}
