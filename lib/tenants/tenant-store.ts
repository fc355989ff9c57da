import { z } from "zod";
import { authPool } from "../db/client";
import type { Tenant } from "../domain/tenant";

const tenantRow = z.object({ id: z.string(), slug: z.string(), name: z.string(), is_demo: z.boolean() });

/** One tenant by its slug, before any tenant is known: through the guard's own function. */
export async function findTenantBySlug(slug: string): Promise<Tenant | null> {
  const { rows } = await authPool().query({
    name: "find_tenant",
    text: "select id, slug, name, is_demo from auth.find_tenant($1)",
    values: [slug],
  });
  if (rows.length === 0) return null;
  const { is_demo: isDemo, ...tenant } = tenantRow.parse(rows[0]);
  return { ...tenant, isDemo };
}
