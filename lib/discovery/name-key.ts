import { hkdfSync } from "node:crypto";
import { env } from "../env";
import { createNameCipher, type NameCipher, TENANT_NAME_KEY_BYTES } from "./anonymise-name";

/** The cipher of a tenant's names. Its key comes from the settings and is not in the database. */
export function nameCipherOf(tenantId: string): NameCipher {
  const { PORTAL_NAME_KEY, PORTAL_SESSION_SECRET } = env();
  const key = hkdfSync(
    "sha256",
    PORTAL_NAME_KEY ?? PORTAL_SESSION_SECRET,
    tenantId,
    "portcullis discovery tenant names v1",
    TENANT_NAME_KEY_BYTES,
  );
  return createNameCipher(new Uint8Array(key));
}
