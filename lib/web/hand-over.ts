import type { ProvenSignIn } from "../sign-in/sign-in-with-password";
import { baseOrigin, tenantOrigin } from "../tenants/tenant-url";
import { safeNextPath } from "./next-path";

/**
 * Where a sign-in that was proven elsewhere goes on: a page of the tenant's own host, with the one-time code in the
 * fragment, which browsers send to no server.
 */
export function continueUrl(proven: ProvenSignIn, next: string | null): string {
  const path = safeNextPath(next);
  const query = path === "/" ? "" : `?next=${encodeURIComponent(path)}`;
  return `${tenantOrigin(proven.tenantSlug)}/sign-in/continue${query}#code=${proven.code}`;
}

/** Where a sign-in with the OpenID Connect provider begins: always at the general URL, for the tenant that asked for it. */
export function oidcStartUrl(tenantSlug: string | null, next: string): string {
  const query = new URLSearchParams({
    ...(tenantSlug === null ? {} : { tenant: tenantSlug }),
    next: safeNextPath(next),
  });
  return `${baseOrigin()}/sign-in/oidc?${query}`;
}

/** Where somebody who has no password here proves again who they are: the provider is told to ask, not to remember. */
export function oidcConfirmUrl(tenantSlug: string): string {
  return `${oidcStartUrl(tenantSlug, "/account/confirmed")}&confirm=1`;
}
