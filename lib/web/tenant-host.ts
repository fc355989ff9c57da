import { headers } from "next/headers";
import type { Tenant } from "../domain/tenant";
import { baseOrigin, tenantOrigin } from "../tenants/tenant-url";
import { readEntryFacts } from "./entry-headers";

export type CalledHost = { kind: "tenant"; tenant: Tenant; origin: string } | { kind: "base"; origin: string };

/** The host that the current request called, with its origin from the settings. */
export async function portalHost(): Promise<CalledHost> {
  const { tenant } = readEntryFacts(await headers());
  return tenant
    ? { kind: "tenant", tenant, origin: tenantOrigin(tenant.slug) }
    : { kind: "base", origin: baseOrigin() };
}
