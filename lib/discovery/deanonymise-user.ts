import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { authorize, type Caller, type MemberPrincipal } from "../domain/access";
import { Failure } from "../domain/failure";
import { nameCipherOf } from "./name-key";

/**
 * Says who stands behind one encrypted name, for a person who gives a reason. The audit log keeps who asked, about which
 * encrypted name, and why; the name itself is answered and kept nowhere. Programs with a token cannot ask.
 * @throws Failure `forbidden` without `discovery:deanonymise`; `invalid` for what is no encrypted name of this tenant
 */
export async function deanonymiseUser(
  caller: Caller<MemberPrincipal>,
  { pseudonym, reason }: { pseudonym: string; reason: string | null },
): Promise<{ name: string }> {
  const { principal } = caller;
  authorize(principal, "discovery:deanonymise");
  if (reason === null) throw new Failure("invalid", "A reason is needed", { field: "reason" });
  const name = nameCipherOf(principal.tenantId).resolve("user", pseudonym);
  if (name === undefined)
    throw new Failure("invalid", "This is no encrypted name of this tenant, or its key has been replaced", {
      field: "pseudonym",
      messageKey: "notAPseudonym",
    });
  await withTenant(principal.tenantId, (tx) =>
    recordEvent(tx, caller, {
      action: "discovery.user-deanonymised",
      target: { kind: "discovery-user", id: pseudonym, name: `${pseudonym.slice(0, 16)}…` },
      detail: { reason },
    }),
  );
  return { name };
}
