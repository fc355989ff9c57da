import { type NewEvent, recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import type { MemberPrincipal } from "../domain/access";
import { Failure } from "../domain/failure";
import type { SessionKey } from "../domain/session";
import { hashOneTimeCode } from "../one-time-code";
import { findLivingSession, insertSession, markSessionEnded } from "./session-store";
import { idleSince, sessionSeconds } from "./session-times";
import { markSignInCodeUsed, type UsedSignInCode } from "./sign-in-store";
import type { Visitor } from "./visitor";

const userAgentMaximum = 512;

/**
 * Trades a one-time code for a session, on the host of the tenant that the code was issued for. A code that renews a proof
 * puts the new session in the place of the old one, which ends with the same commit. Audited.
 * @param input.presented the session that the browser held so far: its cookie is replaced, so it ends too
 * @throws Failure `unauthenticated` when the code is unknown here, used or older than a minute, its member may no longer
 * sign in, or the session to be replaced has ended: the same for all of these.
 */
export async function openSession(
  visitor: Visitor,
  input: { tenantId: string; code: string; presented?: SessionKey | null },
  now: Date = new Date(),
): Promise<SessionKey> {
  const { tenantId } = input;
  return withTenant(tenantId, async (tx) => {
    const used = await markSignInCodeUsed(tx, { tenantId, codeHash: hashOneTimeCode(input.code), now });
    if (used === null) throw codeRefused("unknown, used or expired code");
    const { memberId, replacesSessionId } = used;
    if (replacesSessionId !== null) {
      const isReplaced = await markSessionEnded(tx, { tenantId, memberId, sessionId: replacesSessionId }, now);
      if (!isReplaced) throw codeRefused("the session to be replaced has ended");
    }
    if (input.presented?.tenantId === tenantId) await markSessionEnded(tx, input.presented, now);
    const { sessionId } = await insertSession(tx, tenantId, newSession(visitor, used, now), now);
    const key = { tenantId, sessionId, memberId };
    const session = await findLivingSession(tx, key, { now, idleSince: idleSince(now) });
    if (session === null) throw codeRefused("the member may no longer sign in");
    const { principal } = session;
    await recordEvent(tx, { ...visitor, principal }, eventOf(principal, used));
    return key;
  });
}

function newSession(visitor: Visitor, used: UsedSignInCode, now: Date) {
  const provenAt = used.provenAt !== null && used.provenAt < now ? used.provenAt : now;
  return {
    memberId: used.memberId,
    expiresAt: new Date(now.getTime() + sessionSeconds() * 1000),
    ip: visitor.ip,
    userAgent: visitor.userAgent.slice(0, userAgentMaximum),
    method: used.method,
    provenAt,
    secondFactorAt: used.secondFactor ? now : null,
  };
}

function eventOf(principal: MemberPrincipal, used: UsedSignInCode): NewEvent {
  const { sessionId, memberName } = principal;
  return {
    action: used.replacesSessionId === null ? "member.signed-in" : "member.session-renewed",
    target: { kind: "session", id: sessionId, name: memberName },
    detail: { method: used.method, ...(used.secondFactor ? { secondFactor: true } : {}) },
  };
}

function codeRefused(detail: string): Failure {
  return new Failure("unauthenticated", "This sign-in has expired. Sign in again.", {
    messageKey: "signInExpired",
    detail,
  });
}
