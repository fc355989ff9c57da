import { withTenant } from "../db/transaction";
import type { MemberPrincipal } from "../domain/access";
import type { SessionKey } from "../domain/session";
import { findLivingSession, type LivingSession, markSessionSeen } from "./session-store";
import { idleSince, isWorthNoting } from "./session-times";

/**
 * The member behind a session, with the role that the database has at this moment: a demotion, a deactivation, a
 * sign-out and a suspended tenant count from the very next request. Looking at a session is using it.
 * @returns null when the session is unknown, ended, too old or unused for too long, when its member may no longer sign in,
 * or still owes a second factor.
 */
export async function findSession(key: SessionKey, now: Date = new Date()): Promise<MemberPrincipal | null> {
  const session = await findSessionAtAnyStage(key, now);
  return session?.stage === "open" ? session.principal : null;
}

/**
 * The same, with a session that does not open anything yet. For the pages and acts that complete a sign-in, and nothing
 * else: whoever asks must look at the stage.
 */
export function findSessionAtAnyStage(key: SessionKey, now: Date = new Date()): Promise<LivingSession | null> {
  return withTenant(key.tenantId, async (tx) => {
    const session = await findLivingSession(tx, key, { now, idleSince: idleSince(now) });
    if (session !== null && isWorthNoting(session.lastSeenAt, now)) await markSessionSeen(tx, key, now);
    return session;
  });
}
