import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "../env";

const ivBytes = 12;
const tagBytes = 16;

/** Seals a tenant's secret with AES-256-GCM for the database, whose dump opens nothing: the key is not in it. */
export function sealStreamSecret(tenantId: string, secret: string): Uint8Array<ArrayBuffer> {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", keyOf(tenantId), iv);
  const body = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), body]));
}

/** @returns null when it was sealed with another key, or for another tenant */
export function openStreamSecret(tenantId: string, sealed: Uint8Array): string | null {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv("aes-256-gcm", keyOf(tenantId), bytes.subarray(0, ivBytes));
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

function keyOf(tenantId: string): Uint8Array {
  const { PORTAL_AUDIT_KEY, PORTAL_SESSION_SECRET } = env();
  const secret = PORTAL_AUDIT_KEY ?? PORTAL_SESSION_SECRET;
  return new Uint8Array(hkdfSync("sha256", secret, tenantId, "portcullis audit stream secrets v1", 32));
}
