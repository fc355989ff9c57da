import { z } from "zod";
import type { Transaction } from "../db/transaction";
import type { MemberPrincipal } from "../domain/access";
import { roles } from "../domain/role-table";
import {
  type SessionKey,
  type SessionStage,
  type SignInMethod,
  sessionStageOf,
  signInMethods,
} from "../domain/session";

export type NewSession = {
  memberId: string;
  expiresAt: Date;
  ip: string;
  userAgent: string;
  method: SignInMethod;
  provenAt: Date;
  secondFactorAt: Date | null;
};

/** Adds a session and notes on the member when they signed in. */
export async function insertSession(
  tx: Transaction,
  tenantId: string,
  session: NewSession,
  now: Date,
): Promise<{ sessionId: string }> {
  const row = await tx.memberSession.create({
    data: { tenantId, ...session, createdAt: now, lastSeenAt: now },
    select: { id: true },
  });
  await tx.member.update({
    where: { tenantId_id: { tenantId, id: session.memberId } },
    data: { lastSignInAt: now },
  });
  return { sessionId: row.id };
}

const sessionRow = z.object({
  tenant_slug: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  last_seen_at: z.date(),
  proven_at: z.date(),
  is_factor_given: z.boolean(),
  has_factor: z.boolean(),
  is_factor_required: z.boolean(),
});

/** A living session: who holds it, and what it opens. */
export type LivingSession = { principal: MemberPrincipal; stage: SessionStage; lastSeenAt: Date };

/** The member behind a living session, as the database has them now: one statement, one moment. */
export async function findLivingSession(
  tx: Transaction,
  key: SessionKey,
  times: { now: Date; idleSince: Date },
): Promise<LivingSession | null> {
  const { tenantId, sessionId, memberId } = key;
  const rows = await tx.$queryRaw`
    select t.slug as tenant_slug, m.name, m.email, m.role, s.last_seen_at, s.proven_at,
           s.second_factor_at is not null as is_factor_given,
           f.member_id is not null as has_factor,
           t.second_factor_required_at is not null as is_factor_required
    from member_session s
    join member m on m.tenant_id = s.tenant_id and m.id = s.member_id
    join tenant t on t.id = s.tenant_id
    left join member_second_factor f
      on f.tenant_id = s.tenant_id and f.member_id = s.member_id and f.confirmed_at is not null
    where s.tenant_id = ${tenantId}::uuid and s.id = ${sessionId}::uuid and s.member_id = ${memberId}::uuid
      and s.ended_at is null and s.expires_at > ${times.now} and s.last_seen_at > ${times.idleSince}
      and m.joined_at is not null and m.deactivated_at is null and t.suspended_at is null`;
  const [row] = z.array(sessionRow).parse(rows);
  if (!row) return null;
  const stage = sessionStageOf({
    hasSecondFactor: row.has_factor,
    isSecondFactorRequired: row.is_factor_required,
    isSecondFactorGiven: row.is_factor_given,
  });
  const { tenant_slug: tenantSlug, name: memberName, email: memberEmail, role, proven_at: provenAt } = row;
  const person = { tenantSlug, memberName, memberEmail, role, provenAt };
  return {
    principal: { kind: "member", tenantId, sessionId, memberId, ...person },
    stage,
    lastSeenAt: row.last_seen_at,
  };
}

/** Notes that a session was used; never moves it back. */
export async function markSessionSeen(tx: Transaction, key: SessionKey, now: Date): Promise<void> {
  await tx.memberSession.updateMany({
    where: { tenantId: key.tenantId, id: key.sessionId, lastSeenAt: { lt: now } },
    data: { lastSeenAt: now },
  });
}

/** Ends a session; false when it had ended already, or is not this member's. */
export async function markSessionEnded(tx: Transaction, key: SessionKey, now: Date): Promise<boolean> {
  const { count } = await tx.memberSession.updateMany({
    where: { tenantId: key.tenantId, id: key.sessionId, memberId: key.memberId, endedAt: null },
    data: { endedAt: now },
  });
  return count === 1;
}

/** Ends a member's sessions that still live, all but one where one is to stay. */
export async function markMemberSessionsEnded(
  tx: Transaction,
  member: { tenantId: string; memberId: string },
  input: { exceptId: string | null; now: Date; idleSince: Date },
): Promise<number> {
  const { exceptId, now, idleSince } = input;
  const { count } = await tx.memberSession.updateMany({
    where: { ...livingOf(member, { now, idleSince }), ...(exceptId === null ? {} : { id: { not: exceptId } }) },
    data: { endedAt: now },
  });
  return count;
}

/** More sessions than anybody has; the rest is ended all the same. */
const listedSessions = 100;

/** A member's living sessions, the one that was used last first. */
export async function listMemberSessions(
  tx: Transaction,
  member: { tenantId: string; memberId: string },
  times: { now: Date; idleSince: Date },
) {
  const rows = await tx.memberSession.findMany({
    where: livingOf(member, times),
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    take: listedSessions,
    select: {
      id: true,
      createdAt: true,
      lastSeenAt: true,
      ip: true,
      userAgent: true,
      method: true,
      secondFactorAt: true,
    },
  });
  return rows.map(({ secondFactorAt, method, ...row }) => ({
    ...row,
    method: z.enum(signInMethods).catch("password").parse(method),
    isSecondFactorGiven: secondFactorAt !== null,
  }));
}

/** The method and second factor of a session, for the one that takes its place. */
export function findSessionProof(tx: Transaction, key: SessionKey) {
  return tx.memberSession
    .findFirst({
      where: { tenantId: key.tenantId, id: key.sessionId, memberId: key.memberId },
      select: { method: true, secondFactorAt: true },
    })
    .then((row) => ({
      method: z.enum(signInMethods).catch("password").parse(row?.method),
      hasSecondFactor: row?.secondFactorAt != null,
    }));
}

function livingOf(
  { tenantId, memberId }: { tenantId: string; memberId: string },
  times: { now: Date; idleSince: Date },
) {
  return { tenantId, memberId, endedAt: null, expiresAt: { gt: times.now }, lastSeenAt: { gt: times.idleSince } };
}
