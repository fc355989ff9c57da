import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "../env";

const algorithm = "aes-256-gcm";
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

type Holder = { tenantId: string; memberId: string };

/**
 * Encrypts a second factor's secret for its place in the database. The key comes from the settings; the member is part of
 * what is authenticated, so a row that was copied to another member opens nothing.
 */
export function sealFactorSecret(secret: Uint8Array, holder: Holder): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, keyOf(holder), nonce).setAAD(bindingOf(holder));
  return new Uint8Array(Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]));
}

/** The secret behind what was sealed; null when it was sealed for somebody else, under another key, or was changed. */
export function openFactorSecret(sealed: Uint8Array, holder: Holder): Uint8Array<ArrayBuffer> | null {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv(algorithm, keyOf(holder), bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(bindingOf(holder)).setAuthTag(bytes.subarray(-tagBytes));
  try {
    return new Uint8Array(Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]));
  } catch {
    return null;
  }
}

function keyOf({ tenantId }: Holder): Uint8Array {
  const { PORTAL_FACTOR_KEY, PORTAL_SESSION_SECRET } = env();
  const source = PORTAL_FACTOR_KEY ?? PORTAL_SESSION_SECRET;
  return new Uint8Array(hkdfSync("sha256", source, tenantId, "portcullis second factor v1", keyBytes));
}

function bindingOf({ tenantId, memberId }: Holder): Buffer {
  return Buffer.from(`${tenantId}|${memberId}`);
}
