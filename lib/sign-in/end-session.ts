import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import type { Caller, MemberPrincipal } from "../domain/access";
import { markSessionEnded } from "./session-store";

/** Ends the session that the caller acts in. Audited once; ending it again changes nothing. */
export async function endSession(caller: Caller<MemberPrincipal>, now: Date = new Date()): Promise<void> {
  const { principal } = caller;
  await withTenant(principal.tenantId, async (tx) => {
    if (!(await markSessionEnded(tx, principal, now))) return;
    await recordEvent(tx, caller, {
      action: "member.signed-out",
      target: {
        kind: "session",
        id: principal.sessionId,
        name: principal.memberName,
      },
    });
  });
}
