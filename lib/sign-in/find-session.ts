import { withTenant } from "../db/transaction";
import type { MemberPrincipal } from "../domain/access";
import { findPrincipal, type SessionKey } from "./sign-in-store";

/**
 * The member behind a session, with the role that the database has at this moment: a demotion, a deactivation, a
 * sign-out and a suspended tenant count from the very next request.
 * @returns null when the session is unknown, ended or older than 12 hours, or its member may no longer sign in.
 */
export function findSession(key: SessionKey, now: Date = new Date()): Promise<MemberPrincipal | null> {
  return withTenant(key.tenantId, (tx) => findPrincipal(tx, key, now));
}
