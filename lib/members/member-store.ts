import { z } from "zod";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { isFullAdministrator } from "../domain/access";
import { type Member, memberStatusOf } from "../domain/member";
import type { SortDirection } from "../domain/page";
import { type Role, roles } from "../domain/role-table";

const columns = {
  id: true,
  email: true,
  name: true,
  role: true,
  invitedAt: true,
  joinedAt: true,
  deactivatedAt: true,
  lastSignInAt: true,
  secondFactor: { select: { confirmedAt: true } },
} as const;

type Row = {
  id: string;
  email: string;
  name: string;
  role: string;
  invitedAt: Date;
  joinedAt: Date | null;
  deactivatedAt: Date | null;
  lastSignInAt: Date | null;
  secondFactor: { confirmedAt: Date | null } | null;
};

const storedRole = z.enum(roles);

export type MemberQuery = {
  /** Part of a name or an e-mail; empty for everybody. */
  search: string;
  /** Rows beyond this one in the order of the direction; from the start when null. */
  beyond: { name: string; id: string } | null;
  direction: "asc" | "desc";
  take: number;
};

/** Members in the order of their names. */
export async function listMembers(visibility: Visibility, tx: Transaction, query: MemberQuery): Promise<Member[]> {
  const { search, beyond, direction, take } = query;
  const comparison = direction === "asc" ? "gt" : "lt";
  const rows = await tx.member.findMany({
    where: {
      tenantId: visibility.tenantId,
      AND: [
        search === ""
          ? {}
          : {
              OR: [
                { name: { contains: literal(search), mode: "insensitive" } },
                { email: { contains: literal(search), mode: "insensitive" } },
              ],
            },
        beyond === null
          ? {}
          : {
              OR: [{ name: { [comparison]: beyond.name } }, { name: beyond.name, id: { [comparison]: beyond.id } }],
            },
      ],
    },
    orderBy: [{ name: direction }, { id: direction }],
    take,
    select: columns,
  });
  return rows.map(toMember);
}

/** Those who may sign in or are invited, in the order of their addresses. */
export async function findMembersByEmail(
  visibility: Visibility,
  tx: Transaction,
  { direction, skip, take }: { direction: SortDirection; skip: number; take: number },
): Promise<Member[]> {
  const where = { tenantId: visibility.tenantId, deactivatedAt: null };
  const rows = await tx.member.findMany({ where, orderBy: { email: direction }, skip, take, select: columns });
  return rows.map(toMember);
}

/** How many those are. */
export function countMembers({ tenantId }: Visibility, tx: Transaction): Promise<number> {
  return tx.member.count({ where: { tenantId, deactivatedAt: null } });
}

/** One member; null when there is none of this id in the tenant. */
export async function findMember(visibility: Visibility, tx: Transaction, id: string): Promise<Member | null> {
  const row = await tx.member.findUnique({
    where: { tenantId_id: { tenantId: visibility.tenantId, id } },
    select: columns,
  });
  return row && toMember(row);
}

/** Whether the tenant has a member with this e-mail, whatever their status. */
export async function hasMemberWithEmail(visibility: Visibility, tx: Transaction, email: string): Promise<boolean> {
  return (
    (await tx.member.count({
      where: { tenantId: visibility.tenantId, email },
    })) > 0
  );
}

/**
 * Makes changes of who belongs to a tenant wait for one another until the transaction ends, so that two administrators
 * who demote each other at the same moment cannot both succeed.
 */
export async function lockMembership(tx: Transaction, tenantId: string): Promise<void> {
  await tx.$queryRaw`select id from tenant where id = ${tenantId}::uuid for no key update`;
}

/** Full administrators who can sign in, beside the given one. Call with the membership locked. */
export function countOtherAdministrators(visibility: Visibility, tx: Transaction, memberId: string): Promise<number> {
  return tx.member.count({
    where: {
      tenantId: visibility.tenantId,
      id: { not: memberId },
      role: { in: roles.filter((role) => isFullAdministrator({ role })) },
      joinedAt: { not: null },
      deactivatedAt: null,
    },
  });
}

/** Adds somebody who has not joined yet. */
export async function insertMember(
  tx: Transaction,
  tenantId: string,
  member: { email: string; name: string; role: Role },
  now: Date,
): Promise<{ id: string }> {
  return tx.member.create({
    data: { tenantId, ...member, invitedAt: now },
    select: { id: true },
  });
}

/** Puts one invitation in the place of all earlier ones of this member. */
export async function replaceInvitation(
  tx: Transaction,
  tenantId: string,
  invitation: {
    memberId: string;
    codeHash: Uint8Array<ArrayBuffer>;
    expiresAt: Date;
  },
  now: Date,
): Promise<void> {
  await tx.memberInvitation.deleteMany({
    where: { tenantId, memberId: invitation.memberId },
  });
  await tx.memberInvitation.create({
    data: { tenantId, ...invitation, createdAt: now },
  });
}

export async function updateRole(tx: Transaction, tenantId: string, memberId: string, role: Role): Promise<void> {
  await tx.member.update({
    where: { tenantId_id: { tenantId, id: memberId } },
    data: { role },
  });
}

/** Deactivates or, with null, reactivates. */
export async function updateDeactivatedAt(
  tx: Transaction,
  tenantId: string,
  memberId: string,
  deactivatedAt: Date | null,
): Promise<void> {
  await tx.member.update({
    where: { tenantId_id: { tenantId, id: memberId } },
    data: { deactivatedAt },
  });
}

/** Ends every session of a member. */
export async function markSessionsEnded(tx: Transaction, tenantId: string, memberId: string, now: Date): Promise<void> {
  await tx.memberSession.updateMany({
    where: { tenantId, memberId, endedAt: null },
    data: { endedAt: now },
  });
}

/** Prisma hands the wildcards of LIKE through; people who type them mean the characters. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

function toMember({ secondFactor, ...row }: Row): Member {
  return {
    ...row,
    hasSecondFactor: secondFactor?.confirmedAt != null,
    role: storedRole.parse(row.role),
    status: memberStatusOf(row),
  };
}
