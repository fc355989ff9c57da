import type { Tenant } from "../domain/tenant";
import { findTenantBySlug } from "./tenant-store";

/** The tenant of a slug, or null. For pages that nobody has signed in to yet; the entry asks the guard, which remembers. */
export function findTenant(slug: string): Promise<Tenant | null> {
  return findTenantBySlug(slug);
}
