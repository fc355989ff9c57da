import { type ClosingVerdict, closingResolutions } from "@/lib/domain/alert";
import type { AuditAction, AuditDetail, AuditEvent, AuditTarget } from "@/lib/domain/audit-event";
import type { Role } from "@/lib/domain/role-table";
import { type DemoAccount, demoAccounts, demoEmail, demoRoles, type PeopledTenant } from "./demo-people";
import { type DemoRandom, demoRandom } from "./demo-random";
import { addressOf, browserOf, demoBrowsers, requestIdFrom, sessionIdFrom } from "./demo-requests";

const minute = 60_000;
const day = 24 * 60 * minute;

/** The sign-ins of this many days are told. */
const signInDays = 90;

/** A token of the demo as the audit log needs to know it. */
export type AuditedToken = {
  publicId: string;
  name: string;
  owner: DemoAccount;
  createdAt: Date;
  revoked: { at: Date; by: DemoAccount } | null;
};

/** An alert of the demo as the audit log needs to know it. */
export type AuditedAlert = {
  id: string;
  title: string;
  resolution: number;
  resolvedAt: Date | null;
  resolvedByName: string | null;
  comment: string | null;
  closeReason: number | null;
};

/** What happened, before the actor's facts are filled in. */
type Happening = { at: Date; by: DemoAccount; action: AuditAction; target: AuditTarget; detail?: AuditDetail };

export type DemoAuditEvent = Omit<AuditEvent, "id">;

/**
 * The audit history that fits a demo tenant: how its people came, who signed in when (and mistyped now and then), whose
 * role changed, which tokens were generated and revoked, who closed which alert. The same for the same input.
 */
export function demoAuditEvents(
  tenant: PeopledTenant,
  about: { tokens: readonly AuditedToken[]; alerts: readonly AuditedAlert[] },
  now: Date,
): DemoAuditEvent[] {
  const random = demoRandom(`${tenant.slug} audit`);
  const told = [
    ...arrivals(tenant, now),
    ...roleChange(tenant, now),
    ...signIns(tenant, random, now),
    ...about.tokens.flatMap((token) => tokenEvents(token)),
    ...about.alerts.flatMap((alert) => alertEvents(tenant, alert)),
  ];
  const events = told
    .filter(({ at }) => at <= now)
    .map((happening): DemoAuditEvent => {
      const { by, ...rest } = happening;
      return {
        ...rest,
        ...contextOf(tenant, by, random, roleAt(by, happening.at, now)),
        detail: happening.detail ?? {},
      };
    });
  return [foundation(tenant, random, now), ...events, ...failedSignIns(tenant, random, now)].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
}

/** When each demo member was invited and joined, in days before now. */
export function demoArrival(account: DemoAccount, now: Date): { invitedAt: Date; joinedAt: Date } {
  const days = 190 - demoAccounts.indexOf(account) * 2;
  const invitedAt = new Date(now.getTime() - days * day);
  return { invitedAt, joinedAt: new Date(invitedAt.getTime() + 47 * minute) };
}

/** The portal itself made the tenant and its first administrator. */
function foundation(tenant: PeopledTenant, random: DemoRandom, now: Date): DemoAuditEvent {
  return {
    at: demoArrival("admin", now).invitedAt,
    action: "tenant.created",
    actor: { kind: "system", id: null, name: "Portcullis", role: null },
    target: { kind: "tenant", id: tenant.id, name: tenant.name },
    ip: "127.0.0.1",
    userAgent: "",
    requestId: requestIdFrom(random),
    detail: { slug: tenant.slug, administrator: demoEmail("admin", tenant.slug) },
  };
}

function arrivals(tenant: PeopledTenant, now: Date): Happening[] {
  const [, ...invited] = demoAccounts;
  return invited.flatMap((account): Happening[] => {
    const { invitedAt, joinedAt } = demoArrival(account, now);
    const target = memberTarget(tenant, account);
    return [
      {
        at: invitedAt,
        by: "admin",
        action: "member.invited",
        target,
        detail: { email: demoEmail(account, tenant.slug), role: demoRoles[account] },
      },
      { at: joinedAt, by: account, action: "member.joined", target, detail: { method: "invitation" } },
    ];
  });
}

/** One person was promoted for a week and went back. */
const promotion = { account: "reader2", role: "security-operator", fromDaysAgo: 51, toDaysAgo: 44 } as const;

function roleChange(tenant: PeopledTenant, now: Date): Happening[] {
  const target = memberTarget(tenant, promotion.account);
  const change = (daysAgo: number, before: Role, after: Role): Happening => ({
    at: new Date(now.getTime() - daysAgo * day),
    by: "admin",
    action: "member.role-changed",
    target,
    detail: { before, after },
  });
  return [
    change(promotion.fromDaysAgo, demoRoles.reader2, promotion.role),
    change(promotion.toDaysAgo, promotion.role, demoRoles.reader2),
  ];
}

/** Most people sign in on most working days, between seven and six o'clock. */
function signIns(tenant: PeopledTenant, random: DemoRandom, now: Date): Happening[] {
  const happenings: Happening[] = [];
  for (let daysAgo = signInDays; daysAgo >= 0; daysAgo--) {
    const midnight = now.getTime() - (now.getTime() % day) - daysAgo * day;
    const weekday = new Date(midnight).getUTCDay();
    const likelihood = weekday === 0 || weekday === 6 ? 0.06 : 0.55;
    for (const account of demoAccounts) {
      if (random.next() > likelihood) continue;
      const at = midnight + random.between(7 * 60, 18 * 60) * minute + random.between(0, 59_999);
      const sessionId = sessionIdFrom(random);
      const target: AuditTarget = { kind: "session", id: sessionId, name: tenant.people[account] };
      happenings.push({
        at: new Date(at),
        by: account,
        action: "member.signed-in",
        target,
        detail: { method: "password" },
      });
      if (random.next() > 0.35) continue;
      const end = new Date(at + random.between(5, 420) * minute);
      happenings.push({ at: end, by: account, action: "member.signed-out", target });
    }
  }
  return happenings;
}

function tokenEvents({ publicId, name, owner, createdAt, revoked }: AuditedToken): Happening[] {
  const target: AuditTarget = { kind: "token", id: publicId, name };
  const generated: Happening = { at: createdAt, by: owner, action: "token.generated", target };
  return revoked ? [generated, { at: revoked.at, by: revoked.by, action: "token.revoked", target }] : [generated];
}

function alertEvents(tenant: PeopledTenant, alert: AuditedAlert): Happening[] {
  const { id, title, resolution, resolvedAt, resolvedByName, comment, closeReason } = alert;
  const by = demoAccounts.find((account) => tenant.people[account] === resolvedByName);
  if (resolvedAt === null || by === undefined) return [];
  const verdict = verdicts.find((name) => closingResolutions[name] === resolution) ?? "benign";
  const target: AuditTarget = { kind: "alert", id, name: title };
  return [{ at: resolvedAt, by, action: "alert.closed", target, detail: { verdict, reasonId: closeReason, comment } }];
}

const verdicts: readonly ClosingVerdict[] = ["benign", "false-positive", "true-positive"];

/** Mistyped passwords, and one night of guessing at the administrator's account from far away. */
function failedSignIns(tenant: PeopledTenant, random: DemoRandom, now: Date): DemoAuditEvent[] {
  const failure = (account: DemoAccount, at: number, ip: string, userAgent: string): DemoAuditEvent => ({
    at: new Date(at),
    action: "member.sign-in-failed",
    actor: { kind: "visitor", id: null, name: demoEmail(account, tenant.slug), role: null },
    target: { kind: "member", id: tenant.memberIds[account], name: demoEmail(account, tenant.slug) },
    ip,
    userAgent,
    requestId: requestIdFrom(random),
    detail: { method: "password" },
  });
  const mistyped = Array.from({ length: 18 }, () => {
    const account = random.pick(demoAccounts);
    const at = now.getTime() - random.between(60, signInDays * 24 * 60) * minute;
    return failure(account, at, addressOf(tenant, account, random), random.pick(demoBrowsers));
  });
  const night = now.getTime() - 23 * day;
  const guessed = Array.from({ length: 12 }, (_, index) =>
    failure("admin", night + index * 40_000, "192.0.2.77", "python-requests/2.31.0"),
  );
  return [...mistyped, ...guessed];
}

/** The role that a person had at a moment of the history. */
function roleAt(account: DemoAccount, at: Date, now: Date): Role {
  const daysAgo = (now.getTime() - at.getTime()) / day;
  const isPromoted = account === promotion.account && daysAgo < promotion.fromDaysAgo && daysAgo > promotion.toDaysAgo;
  return isPromoted ? promotion.role : demoRoles[account];
}

function memberTarget(tenant: PeopledTenant, account: DemoAccount): AuditTarget {
  return { kind: "member", id: tenant.memberIds[account], name: tenant.people[account] };
}

function contextOf(
  tenant: PeopledTenant,
  by: DemoAccount,
  random: DemoRandom,
  role: Role,
): Pick<DemoAuditEvent, "actor" | "ip" | "userAgent" | "requestId"> {
  return {
    actor: { kind: "member", id: tenant.memberIds[by], name: tenant.people[by], role },
    ip: addressOf(tenant, by, random),
    userAgent: browserOf(by),
    requestId: requestIdFrom(random),
  };
}
