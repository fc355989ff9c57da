import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { CatalogApp } from "../domain/discovery-app";
import type { AppTag } from "../domain/discovery-tag";
import { env } from "../env";
import { findAppTags } from "./app-tag-store";
import type { TenantCatalogue } from "./tenant-catalogue";

/** The apps of the tenant's catalogue that have a tag. */
export async function taggedApps(
  tx: Transaction,
  visibility: Visibility,
  tag: AppTag,
  { apps }: TenantCatalogue,
): Promise<CatalogApp[]> {
  const tagged = await findAppTags(tx, visibility);
  const appIds = new Set(tagged.filter((one) => one.tag === tag).map(({ appId }) => appId));
  return apps.filter(({ id }) => appIds.has(id));
}

/** Whoever blocks the portal or the way into it cannot unblock anything any more. */
export function protectedHosts({ nonBlockable }: TenantCatalogue): string[] {
  const { PORTAL_BASE_URL, OIDC_ISSUER } = env();
  const own = [PORTAL_BASE_URL, OIDC_ISSUER].flatMap((url) => (url === undefined ? [] : [new URL(url).hostname]));
  return [...own, ...nonBlockable.map(({ domain }) => domain)];
}
