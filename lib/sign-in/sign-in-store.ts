import { z } from "zod";
import { authPool } from "../db/client";
import type { Transaction } from "../db/transaction";
import { type MemberPrincipal, roles } from "../domain/access";

/** A member as the sign-in judges it, found by e-mail before anybody has proven to be that member. */
export type SignInCandidate = {
  tenantId: string;
  tenantSlug: string;
  isTenantSuspended: boolean;
  memberId: string;
  joinedAt: Date | null;
  deactivatedAt: Date | null;
  passwordHash: string | null;
};

const candidateRow = z.object({
  tenant_id: z.string(),
  tenant_slug: z.string(),
  tenant_suspended_at: z.date().nullable(),
  member_id: z.string(),
  joined_at: z.date().nullable(),
  deactivated_at: z.date().nullable(),
  password_hash: z.string().nullable(),
});

/** Members with this e-mail: in one tenant, or with null in all of them, the oldest tenant first, at most five. */
export async function findCandidates(email: string, tenantId: string | null): Promise<SignInCandidate[]> {
  const { rows } = await authPool().query({
    name: "find_sign_in",
    text: "select * from auth.find_sign_in($1, $2)",
    values: [email, tenantId],
  });
  return z
    .array(candidateRow)
    .parse(rows)
    .map((row) => ({
      tenantId: row.tenant_id,
      tenantSlug: row.tenant_slug,
      isTenantSuspended: row.tenant_suspended_at !== null,
      memberId: row.member_id,
      joinedAt: row.joined_at,
      deactivatedAt: row.deactivated_at,
      passwordHash: row.password_hash,
    }));
}

/** How a person proved who they are. */
export type SignInMethod = "password" | "oidc" | "invitation" | "set-up";

const signInMethod = z.enum(["password", "oidc", "invitation", "set-up"]);

export type NewSignInCode = {
  tenantId: string;
  memberId: string;
  codeHash: Uint8Array<ArrayBuffer>;
  method: SignInMethod;
  expiresAt: Date;
};

/** Adds a code and clears away those of the tenant that ran out. */
export async function insertSignInCode(tx: Transaction, code: NewSignInCode, now: Date): Promise<void> {
  await tx.signInCode.deleteMany({
    where: { tenantId: code.tenantId, expiresAt: { lt: now } },
  });
  await tx.signInCode.create({ data: { ...code, createdAt: now } });
}

/** Uses a code up, in one statement: of two requests with the same code, one gets the member and the other null. */
export async function markSignInCodeUsed(
  tx: Transaction,
  input: { tenantId: string; codeHash: Uint8Array<ArrayBuffer>; now: Date },
): Promise<{ memberId: string; method: SignInMethod } | null> {
  const { tenantId, codeHash, now } = input;
  const [used] = await tx.signInCode.updateManyAndReturn({
    where: { tenantId, codeHash, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
    select: { memberId: true, method: true },
  });
  return used ? { memberId: used.memberId, method: signInMethod.parse(used.method) } : null;
}

export type NewSession = {
  memberId: string;
  expiresAt: Date;
  ip: string;
  userAgent: string;
};

/** Adds a session and notes on the member when they signed in. */
export async function insertSession(
  tx: Transaction,
  tenantId: string,
  session: NewSession,
  now: Date,
): Promise<{ sessionId: string }> {
  const { memberId } = session;
  const row = await tx.memberSession.create({
    data: { tenantId, ...session, createdAt: now },
    select: { id: true },
  });
  await tx.member.update({
    where: { tenantId_id: { tenantId, id: memberId } },
    data: { lastSignInAt: now },
  });
  return { sessionId: row.id };
}

export type SessionKey = {
  tenantId: string;
  sessionId: string;
  memberId: string;
};

const principalRow = z.object({
  tenant_slug: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
});

/** The member behind a living session, as the database has them now: one statement, one moment. */
export async function findPrincipal(tx: Transaction, key: SessionKey, now: Date): Promise<MemberPrincipal | null> {
  const rows = await tx.$queryRaw`
    select t.slug as tenant_slug, m.name, m.email, m.role
    from member_session s
    join member m on m.tenant_id = s.tenant_id and m.id = s.member_id
    join tenant t on t.id = s.tenant_id
    where s.tenant_id = ${key.tenantId}::uuid and s.id = ${key.sessionId}::uuid and s.member_id = ${key.memberId}::uuid
      and s.ended_at is null and s.expires_at > ${now}
      and m.joined_at is not null and m.deactivated_at is null and t.suspended_at is null`;
  const [row] = z.array(principalRow).parse(rows);
  if (!row) return null;
  const { tenantId, sessionId, memberId } = key;
  return {
    kind: "member",
    tenantId,
    tenantSlug: row.tenant_slug,
    memberId,
    memberName: row.name,
    memberEmail: row.email,
    role: row.role,
    sessionId,
  };
}

/** Ends a session; false when it had ended already. */
export async function markSessionEnded(tx: Transaction, key: SessionKey, now: Date): Promise<boolean> {
  const { count } = await tx.memberSession.updateMany({
    where: {
      tenantId: key.tenantId,
      id: key.sessionId,
      memberId: key.memberId,
      endedAt: null,
    },
    data: { endedAt: now },
  });
  return count === 1;
}

/** Notes that a person has joined; false when they had already. */
export async function markJoined(
  tx: Transaction,
  member: { tenantId: string; memberId: string },
  now: Date,
): Promise<boolean> {
  const { count } = await tx.member.updateMany({
    where: { tenantId: member.tenantId, id: member.memberId, joinedAt: null },
    data: { joinedAt: now },
  });
  return count === 1;
}
