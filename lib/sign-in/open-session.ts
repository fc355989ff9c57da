import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { Failure } from "../domain/failure";
import { hashOneTimeCode } from "../one-time-code";
import { findPrincipal, insertSession, markSignInCodeUsed, type SessionKey } from "./sign-in-store";
import type { Visitor } from "./visitor";

/** A session ends this long after it began, used or not. */
export const sessionHours = 12;

const userAgentMaximum = 512;

/**
 * Trades a one-time code for a session, on the host of the tenant that the code was issued for. Audited.
 * @throws Failure `unauthenticated` when the code is unknown here, used or older than a minute, or its member may no longer
 * sign in: the same for all of these.
 */
export async function openSession(
  visitor: Visitor,
  input: { tenantId: string; code: string },
  now: Date = new Date(),
): Promise<SessionKey> {
  const { tenantId } = input;
  return withTenant(tenantId, async (tx) => {
    const used = await markSignInCodeUsed(tx, {
      tenantId,
      codeHash: hashOneTimeCode(input.code),
      now,
    });
    if (used === null) throw codeRefused("unknown, used or expired code");
    const { memberId, method } = used;
    const expiresAt = new Date(now.getTime() + sessionHours * 60 * 60 * 1000);
    const userAgent = visitor.userAgent.slice(0, userAgentMaximum);
    const { sessionId } = await insertSession(tx, tenantId, { memberId, expiresAt, ip: visitor.ip, userAgent }, now);
    const key = { tenantId, sessionId, memberId };
    const principal = await findPrincipal(tx, key, now);
    if (principal === null) throw codeRefused("the member may no longer sign in");
    await recordEvent(
      tx,
      { ...visitor, principal },
      {
        action: "member.signed-in",
        target: { kind: "session", id: sessionId, name: principal.memberName },
        detail: { method },
      },
    );
    return key;
  });
}

function codeRefused(detail: string): Failure {
  return new Failure("unauthenticated", "This sign-in has expired. Sign in again.", {
    messageKey: "signInExpired",
    detail,
  });
}
