import { recordVisitorEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import type { CreateFirstTenantInput } from "../domain/tenant-setup";
import { hashOneTimeCode } from "../one-time-code";
import { refuseGuessablePassword } from "./guessable-password";
import { saveCredential } from "./invitation-store";
import { issueSignInCode } from "./issue-sign-in-code";
import { hashPassword } from "./password-hash";
import { insertAdministrator, insertTenant, markSetupCodeUsed, newTenantId } from "./setup-store";
import type { ProvenSignIn } from "./sign-in-with-password";
import { setupLinkGone, viewSetup } from "./view-setup";
import type { Visitor } from "./visitor";

/**
 * Makes the first tenant of an empty installation and its global administrator, for whoever holds the one-time link that
 * the start printed. One transaction: audited, and everything or nothing.
 * @returns the one-time sign-in code for the new tenant's own host.
 * @throws Failure `not-found` when the link is used, expired or replaced, or a tenant exists.
 */
export async function createFirstTenant(
  visitor: Visitor,
  input: CreateFirstTenantInput,
  now: Date = new Date(),
): Promise<ProvenSignIn> {
  // Before the costly hash, so that made-up links cost nothing.
  await viewSetup(input);
  refuseGuessablePassword(input.password, [input.email, input.name, input.slug, input.tenantName]);
  const codeHash = hashOneTimeCode(input.code);
  const passwordHash = await hashPassword(input.password);
  const { slug, tenantName, email } = input;
  const tenantId = await newTenantId();
  return withTenant(tenantId, async (tx) => {
    if (!(await markSetupCodeUsed(tx, codeHash))) throw setupLinkGone();
    await insertTenant(tx, { id: tenantId, slug, name: tenantName });
    const administrator = {
      email,
      name: input.name,
      role: "global-administrator",
    };
    const { id: memberId } = await insertAdministrator(tx, tenantId, administrator, now);
    await saveCredential(tx, { tenantId, memberId, passwordHash }, now);
    await recordVisitorEvent(
      tx,
      { ...visitor, tenantId, actorName: email },
      {
        action: "tenant.created",
        target: { kind: "tenant", id: tenantId, name: tenantName },
        detail: { slug, administrator: email },
      },
    );
    return {
      code: await issueSignInCode(tx, { tenantId, memberId, method: "set-up" }, now),
      tenantSlug: slug,
    };
  });
}
