import type { Tenant } from "../domain/tenant";
import { findTenantBySlug } from "./tenant-store";

/** How long a found or missing tenant is remembered; a suspension counts at each sign-in and token check, not here. */
const rememberedMilliseconds = 5_000;
const rememberedMaximum = 10_000;

const remembered = new Map<string, { tenant: Promise<Tenant | null>; until: number }>();

/**
 * The tenant that a host name belongs to, or null. Runs before anybody is authenticated, on every request, so answers
 * are remembered for a few seconds; names come from the Host header, so the memory is bounded.
 */
export function findTenant(slug: string, now = Date.now()): Promise<Tenant | null> {
  const known = remembered.get(slug);
  if (known && known.until > now) return known.tenant;
  if (remembered.size >= rememberedMaximum) remembered.clear();
  const tenant = findTenantBySlug(slug);
  remembered.set(slug, { tenant, until: now + rememberedMilliseconds });
  tenant.then(
    (found) => found ?? remembered.delete(slug),
    () => remembered.delete(slug),
  );
  return tenant;
}
