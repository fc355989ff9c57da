import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { env } from "../env";
import type { FileKey } from "../storage/file-store";

/** The right to send one file, as its URL carries it. */
export type UploadTicket = { tenantId: string; uploadId: string; expiresAt: Date };

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const pathShape = new RegExp(`^(?:/cas)?/api/v1/discovery/upload/(${uuid})/(${uuid})/?$`);

/** Path and query of the URL that takes a file without any other credential, until it expires. */
export function sealUploadUrl(ticket: UploadTicket): string {
  const { tenantId, uploadId, expiresAt } = ticket;
  const expires = Math.floor(expiresAt.getTime() / 1000);
  const signature = signatureOf(tenantId, uploadId, expires);
  return `/api/v1/discovery/upload/${tenantId}/${uploadId}?expires=${expires}&signature=${signature}`;
}

/**
 * Reads such a URL, whole or from its path on; what a client adds to the query does no harm.
 * @returns null when it was not signed here. Whether it has expired is for the caller to ask.
 */
export function openUploadUrl(url: string): UploadTicket | null {
  if (!URL.canParse(url, "http://portal")) return null;
  const { pathname, searchParams } = new URL(url, "http://portal");
  const [, tenantId, uploadId] = pathShape.exec(pathname) ?? [];
  const expires = /^\d{1,12}$/.exec(searchParams.get("expires") ?? "")?.[0];
  if (tenantId === undefined || uploadId === undefined || expires === undefined) return null;
  const expected = Buffer.from(signatureOf(tenantId, uploadId, Number(expires)));
  const given = Buffer.from(searchParams.get("signature") ?? "");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return { tenantId, uploadId, expiresAt: new Date(Number(expires) * 1000) };
}

/** Where the file of an upload is kept. */
export function uploadKey({ tenantId, uploadId }: Pick<UploadTicket, "tenantId" | "uploadId">): FileKey {
  return { tenantId, name: `discovery/${uploadId}` };
}

function signatureOf(tenantId: string, uploadId: string, expires: number): string {
  const key = hkdfSync("sha256", env().PORTAL_SESSION_SECRET, "", "portcullis discovery upload url v1", 32);
  return createHmac("sha256", Buffer.from(key)).update(`${tenantId}/${uploadId}/${expires}`).digest("base64url");
}
