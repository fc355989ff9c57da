import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import type { Caller, MemberPrincipal } from "../domain/access";
import { notFound } from "../domain/failure";
import type { ListedSession } from "../domain/session";
import { listMemberSessions, markMemberSessionsEnded, markSessionEnded } from "./session-store";
import { idleSince } from "./session-times";

/** The caller's own living sessions, the one that was used last first. */
export function listOwnSessions(caller: Caller<MemberPrincipal>, now: Date = new Date()): Promise<ListedSession[]> {
  const { tenantId, memberId, sessionId } = caller.principal;
  return withTenant(tenantId, async (tx) => {
    const sessions = await listMemberSessions(tx, { tenantId, memberId }, { now, idleSince: idleSince(now) });
    return sessions.map((session) => ({ ...session, isCurrent: session.id === sessionId }));
  });
}

/**
 * Ends one session of the caller. Audited.
 * @throws Failure `not-found` when it is somebody else's, unknown, or has ended: the same for all of these
 */
export async function endOwnSession(
  caller: Caller<MemberPrincipal>,
  input: { sessionId: string },
  now: Date = new Date(),
): Promise<void> {
  const { tenantId, memberId, memberName } = caller.principal;
  await withTenant(tenantId, async (tx) => {
    const key = { tenantId, memberId, sessionId: input.sessionId };
    if (!(await markSessionEnded(tx, key, now))) throw notFound("session");
    await recordEvent(tx, caller, {
      action: "member.signed-out",
      target: { kind: "session", id: input.sessionId, name: memberName },
    });
  });
}

/**
 * Ends the caller's sessions on every device: all others, or with `isEverywhere` the one that asks too. Audited with the
 * number; when there is none nothing changes.
 */
export async function endOwnSessions(
  caller: Caller<MemberPrincipal>,
  input: { isEverywhere: boolean },
  now: Date = new Date(),
): Promise<{ ended: number }> {
  const { tenantId, memberId, memberName, sessionId } = caller.principal;
  return withTenant(tenantId, async (tx) => {
    const except = { exceptId: input.isEverywhere ? null : sessionId, now, idleSince: idleSince(now) };
    const ended = await markMemberSessionsEnded(tx, { tenantId, memberId }, except);
    if (ended > 0)
      await recordEvent(tx, caller, {
        action: "member.sessions-ended",
        target: { kind: "member", id: memberId, name: memberName },
        detail: { sessions: ended },
      });
    return { ended };
  });
}
