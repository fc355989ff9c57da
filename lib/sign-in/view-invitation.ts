import { withTenant } from "../db/transaction";
import { Failure } from "../domain/failure";
import { hashOneTimeCode } from "../one-time-code";
import { findInvitation } from "./invitation-store";

/** Whom an invitation is for. */
export type InvitedPerson = { name: string; email: string };

/**
 * Who may join with this link, for whoever holds it, on the host of the tenant that it was made for.
 * @throws Failure `not-found` when the link is unknown here, used, renewed, expired or withdrawn: the same for all of these.
 */
export async function viewInvitation(
  input: { tenantId: string; code: string },
  now: Date = new Date(),
): Promise<InvitedPerson> {
  const { tenantId, code } = input;
  const found = await withTenant(tenantId, (tx) =>
    findInvitation(tx, { tenantId, codeHash: hashOneTimeCode(code), now }),
  );
  if (found === null) throw invitationGone();
  return { name: found.name, email: found.email };
}

/** The one answer to every link that opens nothing. */
export function invitationGone(): Failure {
  return new Failure("not-found", "This invitation is no longer valid. Ask your administrator for a new one.", {
    messageKey: "invitationGone",
  });
}
