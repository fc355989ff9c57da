import { tenantOriginAt } from "../domain/portal-host";
import { env } from "../env";

/** A tenant's own origin, from the settings: no absolute URL is ever built from a request header. */
export function tenantOrigin(slug: string): string {
  const { PORTAL_BASE_URL: baseUrl, PORTAL_REGION: region } = env();
  return tenantOriginAt({ baseUrl, region }, slug);
}

/** The general URL, which belongs to no tenant and finds each caller's own. */
export function baseOrigin(): string {
  return env().PORTAL_BASE_URL;
}

/** The region in the tenants' URLs, or null where the installation has none. */
export function portalRegion(): string | null {
  return env().PORTAL_REGION ?? null;
}
