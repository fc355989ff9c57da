"use server";

import { z } from "zod";
import { newPassword } from "@/lib/domain/member";
import { acceptInvitation } from "@/lib/sign-in/accept-invitation";
import { invitationGone, viewInvitation } from "@/lib/sign-in/view-invitation";
import { publicAction } from "@/lib/web/action";
import { portalHost } from "@/lib/web/tenant-host";

const code = z.string().min(1).max(128);

/** Whom the link is for. */
export const view = publicAction(z.strictObject({ code }), async (input) =>
  viewInvitation({ ...input, tenantId: await calledTenantId() }),
);

/** Joins with a password; the answer is the code that opens the session. */
export const accept = publicAction(z.strictObject({ code, password: newPassword }), async (input, visitor) =>
  acceptInvitation(visitor, { ...input, tenantId: await calledTenantId() }),
);

async function calledTenantId(): Promise<string> {
  const host = await portalHost();
  if (host.kind === "base") throw invitationGone();
  return host.tenant.id;
}
