import type { Transaction } from "../db/transaction";
import { isFullAdministrator, type Visibility } from "../domain/access";
import { Failure } from "../domain/failure";
import type { Member } from "../domain/member";
import { countOtherAdministrators } from "./member-store";

/**
 * Keeps a tenant from losing its last full administrator who can sign in: nobody would be left to undo it.
 * Call with the membership locked, before a member loses that role or is deactivated.
 * @throws Failure `conflict`.
 */
export async function refuseLosingLastAdministrator(
  visibility: Visibility,
  tx: Transaction,
  member: Member,
): Promise<void> {
  if (member.status !== "active" || !isFullAdministrator(member)) return;
  if ((await countOtherAdministrators(visibility, tx, member.id)) > 0) return;
  throw new Failure("conflict", "This is the last full administrator of the tenant. Make somebody else one first.", {
    messageKey: "lastAdministrator",
  });
}
