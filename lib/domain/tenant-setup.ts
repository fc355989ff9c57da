import { z } from "zod";
import { emailAddress, newPassword } from "./member";
import { lineOfText } from "./plain-text";
import { tenantSlug } from "./tenant";

/** What the operator of an empty installation says to make its first tenant and administrator. */
export const createFirstTenantInput = z.strictObject({
  code: z.string().min(1).max(128),
  tenantName: lineOfText(120),
  slug: tenantSlug,
  name: lineOfText(120),
  email: emailAddress,
  password: newPassword,
});
export type CreateFirstTenantInput = z.infer<typeof createFirstTenantInput>;
