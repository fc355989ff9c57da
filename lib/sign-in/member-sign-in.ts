import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { authorize, type Caller, type MemberPrincipal, visibilityOf } from "../domain/access";
import { Failure, notFound } from "../domain/failure";
import { refuseStaleProof } from "../domain/fresh-proof";
import type { ListedSession } from "../domain/session";
import { env } from "../env";
import { countRecoveryCodes, deleteFactor, findFactor, findPerson, findRequirement } from "./factor-store";
import { listMemberSessions, markMemberSessionsEnded } from "./session-store";
import { idleSince } from "./session-times";

/** How a member signs in, for the administrator who is about to change it. */
export type MemberSignIn = {
  sessions: ListedSession[];
  /** Since when they have a second factor. */
  secondFactorSince: Date | null;
  recoveryCodesLeft: number;
  /** Since when the tenant requires one: they would have to set up another at once. */
  requiredSince: Date | null;
};

/**
 * A member's living sessions and their second factor. For full administrators.
 * @throws Failure `forbidden`; `not-found`
 */
export function viewMemberSignIn(
  caller: Caller<MemberPrincipal>,
  { memberId }: { memberId: string },
  now: Date = new Date(),
): Promise<MemberSignIn> {
  const { tenantId } = manageableMembers(caller);
  const holder = { tenantId, memberId };
  return withTenant(tenantId, async (tx) => {
    if ((await findPerson(tx, holder)) === null) throw notFound("member");
    const sessions = await listMemberSessions(tx, holder, { now, idleSince: idleSince(now) });
    return {
      sessions: sessions.map((session) => ({ ...session, isCurrent: session.id === caller.principal.sessionId })),
      secondFactorSince: (await findFactor(tx, holder))?.confirmedAt ?? null,
      recoveryCodesLeft: await countRecoveryCodes(tx, holder),
      requiredSince: await findRequirement(tx, tenantId),
    };
  });
}

/**
 * Ends all sessions of a member, at once; of oneself all but the one that asks. Their tokens go on. For full administrators.
 * Audited with the number; without living sessions nothing changes.
 * @throws Failure `forbidden`; `not-found`
 */
export async function endMemberSessions(
  caller: Caller<MemberPrincipal>,
  { memberId }: { memberId: string },
  now: Date = new Date(),
): Promise<{ ended: number }> {
  const { tenantId } = manageableMembers(caller);
  const { sessionId } = caller.principal;
  return withTenant(tenantId, async (tx) => {
    const person = await findPerson(tx, { tenantId, memberId });
    if (person === null) throw notFound("member");
    const except = { exceptId: sessionId, now, idleSince: idleSince(now) };
    const ended = await markMemberSessionsEnded(tx, { tenantId, memberId }, except);
    if (ended > 0)
      await recordEvent(tx, caller, {
        action: "member.sessions-ended",
        target: { kind: "member", id: memberId, name: person.name },
        detail: { sessions: ended },
      });
    return { ended };
  });
}

/**
 * Takes a member's second factor and recovery codes away, for somebody who lost both, and ends all their sessions. They
 * sign in with their password or provider; where the tenant requires a second factor they set up another first. For full
 * administrators. Audited; without one nothing changes.
 * @throws Failure `forbidden`, also with `identityNotConfirmed`; `not-found`; `conflict` for oneself
 */
export async function resetSecondFactor(
  caller: Caller<MemberPrincipal>,
  { memberId }: { memberId: string },
  now: Date = new Date(),
): Promise<void> {
  const { principal } = caller;
  const { tenantId } = manageableMembers(caller);
  refuseStaleProof(principal, { now, within: env().PORTAL_CONFIRM_MINUTES });
  if (memberId === principal.memberId)
    throw new Failure("conflict", "Change your own second factor in your account.", { messageKey: "resetOwnFactor" });
  await withTenant(tenantId, async (tx) => {
    const person = await findPerson(tx, { tenantId, memberId });
    if (person === null) throw notFound("member");
    if (!(await deleteFactor(tx, { tenantId, memberId }))) return;
    const all = { exceptId: null, now, idleSince: idleSince(now) };
    await markMemberSessionsEnded(tx, { tenantId, memberId }, all);
    await recordEvent(tx, caller, {
      action: "member.second-factor-reset",
      target: { kind: "member", id: memberId, name: person.name },
    });
  });
}

function manageableMembers({ principal }: Caller<MemberPrincipal>) {
  authorize(principal, "member:manage");
  return visibilityOf(principal, "member");
}
