"use server";

import { z } from "zod";
import { createFirstTenantInput } from "@/lib/domain/tenant-setup";
import { createFirstTenant } from "@/lib/sign-in/create-first-tenant";
import { viewSetup } from "@/lib/sign-in/view-setup";
import { publicAction } from "@/lib/web/action";
import { continueUrl } from "@/lib/web/hand-over";

/** Whether the link works; a working one has nothing more to say. */
export const view = publicAction(z.strictObject({ code: z.string().min(1).max(128) }), async (input) => {
  await viewSetup(input);
  return null;
});

/** Makes the tenant and its administrator; the answer leads to the tenant's own URL, where the session opens. */
export const create = publicAction(createFirstTenantInput, async (input, visitor) => ({
  url: continueUrl(await createFirstTenant(visitor, input), null),
}));
