import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import type { Caller, MemberPrincipal } from "../domain/access";
import type { SessionKey } from "../domain/session";
import { deactivateMember } from "../members/deactivate-member";
import { changePassword } from "./change-password";
import { confirmIdentity } from "./confirm-identity";
import { findSession } from "./find-session";
import { issueSignInCode } from "./issue-sign-in-code";
import { endMemberSessions, viewMemberSignIn } from "./member-sign-in";
import { openSession } from "./open-session";
import { endOwnSession, endOwnSessions, listOwnSessions } from "./own-sessions";
import { signInWithPassword } from "./sign-in-with-password";
import type { Visitor } from "./visitor";

const client = appClient();
const password = "correct horse battery staple";
const minutes = 60_000;
let visitors = 0;

/** Each from an address block of its own, so that the tests' failures do not add up. */
function aVisitor(): Visitor {
  visitors += 1;
  return { ip: `198.18.${visitors}.1`, userAgent: "test browser", requestId: randomUUID() };
}

async function makePair(): Promise<{ administrator: TestMember; member: TestMember }> {
  const tenant = await makeTenant(client);
  const administrator = await makeMember(client, tenant, { role: "global-administrator" });
  return { administrator, member: await makeMember(client, tenant, { role: "security-reader", password }) };
}

async function signIn(member: TestMember, now = new Date()): Promise<SessionKey> {
  const { id: tenantId } = member.tenant;
  const proof = { tenantId, memberId: member.id, method: "password" as const };
  const code = await withTenant(tenantId, (tx) => issueSignInCode(tx, proof, now));
  return openSession(aVisitor(), { tenantId, code }, now);
}

async function callerIn(key: SessionKey, now?: Date): Promise<Caller<MemberPrincipal>> {
  const principal = await findSession(key, now);
  if (principal === null) throw new Error("the session should be there");
  return { ...aVisitor(), principal };
}

const later = (from: Date, milliseconds: number) => new Date(from.getTime() + milliseconds);

describe("time", () => {
  test("B-04: a session that nobody uses ends after an hour, and each use puts that off", async () => {
    const { member } = await makePair();
    const began = new Date();
    const [used, idle] = [await signIn(member, began), await signIn(member, began)];
    await expect(findSession(used, later(began, 59 * minutes))).resolves.not.toBeNull();
    await expect(findSession(idle, later(began, 60 * minutes))).resolves.toBeNull();
    await expect(findSession(used, later(began, 118 * minutes))).resolves.not.toBeNull();
    await expect(findSession(used, later(began, 178 * minutes))).resolves.toBeNull();
  });

  test("B-04: use does not prolong a session beyond twelve hours", async () => {
    const { member } = await makePair();
    const began = new Date();
    const key = await signIn(member, began);
    for (let at = 50; at < 720; at += 50)
      await expect(findSession(key, later(began, at * minutes))).resolves.not.toBeNull();
    await expect(findSession(key, later(began, 719 * minutes))).resolves.not.toBeNull();
    await expect(findSession(key, later(began, 720 * minutes))).resolves.toBeNull();
  });

  test("B-04: a session that has ended does not come back by being asked for", async () => {
    const { member } = await makePair();
    const began = new Date();
    const key = await signIn(member, began);
    await expect(findSession(key, later(began, 61 * minutes))).resolves.toBeNull();
    await expect(findSession(key, later(began, 62 * minutes))).resolves.toBeNull();
  });
});

describe("a new session id", () => {
  test("B-02: comes with every sign-in, and the session that the browser held so far ends", async () => {
    const { member } = await makePair();
    const { id: tenantId } = member.tenant;
    const first = await signIn(member);
    const { code } = await signInWithPassword(aVisitor(), { email: member.email, password, tenantId });
    const second = await openSession(aVisitor(), { tenantId, code, presented: first });
    expect(second.sessionId).not.toBe(first.sessionId);
    await expect(findSession(first)).resolves.toBeNull();
    await expect(findSession(second)).resolves.not.toBeNull();
  });

  test("B-02: comes with a renewed proof of identity, and the old one is dead at the server", async () => {
    const { member } = await makePair();
    const { id: tenantId } = member.tenant;
    const old = await signIn(member, later(new Date(), -30 * minutes));
    const { code } = await confirmIdentity(await callerIn(old), { password });
    await expect(findSession(old)).resolves.not.toBeNull();
    const renewed = await openSession(aVisitor(), { tenantId, code });
    expect(renewed.sessionId).not.toBe(old.sessionId);
    await expect(findSession(old)).resolves.toBeNull();
    const principal = await findSession(renewed);
    expect(Date.now() - (principal?.provenAt.getTime() ?? 0)).toBeLessThan(minutes);
  });

  test("B-02: is not to be had for a session that has ended meanwhile", async () => {
    const { member } = await makePair();
    const { id: tenantId } = member.tenant;
    const caller = await callerIn(await signIn(member));
    const { code } = await confirmIdentity(caller, { password });
    await endOwnSessions(caller, { isEverywhere: true });
    await expect(openSession(aVisitor(), { tenantId, code })).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

describe("the end of sessions", () => {
  test("B-03: a person sees their living sessions, ends one of them, and no one else's", async () => {
    const { administrator, member } = await makePair();
    const [own, other, , foreign] = [
      await signIn(member),
      await signIn(member),
      await signIn(member, later(new Date(), -90 * minutes)),
      await signIn(administrator),
    ];
    const caller = await callerIn(own);
    const listed = await listOwnSessions(caller);
    expect(listed.map(({ id, isCurrent }) => [id, isCurrent]).sort()).toEqual(
      [
        [own.sessionId, true],
        [other.sessionId, false],
      ].sort(),
    );
    for (const { sessionId } of [foreign, { sessionId: randomUUID() }])
      await expect(endOwnSession(caller, { sessionId })).rejects.toMatchObject({ code: "not-found" });
    await endOwnSession(caller, { sessionId: other.sessionId });
    await expect(findSession(other)).resolves.toBeNull();
    await expect(findSession(own)).resolves.not.toBeNull();
    await expect(findSession(foreign)).resolves.not.toBeNull();
  });

  test("B-03: all others end by one act, and with signing out everywhere this one too", async () => {
    const { member } = await makePair();
    const [own, second, third] = [await signIn(member), await signIn(member), await signIn(member)];
    const caller = await callerIn(own);
    await expect(endOwnSessions(caller, { isEverywhere: false })).resolves.toEqual({ ended: 2 });
    for (const key of [second, third]) await expect(findSession(key)).resolves.toBeNull();
    await expect(findSession(own)).resolves.not.toBeNull();
    await expect(endOwnSessions(caller, { isEverywhere: true })).resolves.toEqual({ ended: 1 });
    await expect(findSession(own)).resolves.toBeNull();
  });

  test("B-03: a changed password ends every other session with the same commit, and the old one opens nothing", async () => {
    const { member } = await makePair();
    const { id: tenantId } = member.tenant;
    const [own, other] = [await signIn(member), await signIn(member)];
    const next = "four other words entirely";
    const { code } = await changePassword(await callerIn(own), { current: password, password: next });
    await expect(findSession(other)).resolves.toBeNull();
    const renewed = await openSession(aVisitor(), { tenantId, code });
    await expect(findSession(own)).resolves.toBeNull();
    await expect(findSession(renewed)).resolves.not.toBeNull();
    const { email } = member;
    await expect(signInWithPassword(aVisitor(), { email, password, tenantId })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(signInWithPassword(aVisitor(), { email, password: next, tenantId })).resolves.toHaveProperty("code");
  });

  test("B-03: nobody changes a password without the present one", async () => {
    const { member } = await makePair();
    const caller = await callerIn(await signIn(member));
    const attempt = changePassword(caller, { current: "not the password", password: "four other words entirely" });
    await expect(attempt).rejects.toMatchObject({ code: "unauthenticated", field: "current" });
  });

  test("B-03: deactivation ends every session of the member", async () => {
    const { administrator, member } = await makePair();
    const keys = [await signIn(member), await signIn(member)];
    await deactivateMember(callerOf(administrator), { memberId: member.id });
    for (const key of keys) await expect(findSession(key)).resolves.toBeNull();
  });

  test("B-03: a full administrator ends a member's sessions, audited with their number; nobody else does", async () => {
    const [{ administrator, member }, { administrator: stranger }] = [await makePair(), await makePair()];
    const keys = [await signIn(member), await signIn(member)];
    const input = { memberId: member.id };
    await expect(endMemberSessions(callerOf(stranger), input)).rejects.toMatchObject({ code: "not-found" });
    await expect(endMemberSessions(await callerIn(keys[0] ?? raise()), input)).rejects.toMatchObject({
      code: "forbidden",
    });
    const seen = await viewMemberSignIn(callerOf(administrator), input);
    expect(seen.sessions).toHaveLength(2);
    await expect(endMemberSessions(callerOf(administrator), input)).resolves.toEqual({ ended: 2 });
    for (const key of keys) await expect(findSession(key)).resolves.toBeNull();
    const events = await withTenant(member.tenant.id, (tx) =>
      tx.auditEvent.findMany({ where: { action: "member.sessions-ended" } }),
    );
    expect(events.map(({ targetId, detail }) => [targetId, detail])).toEqual([[member.id, { sessions: 2 }]]);
  });
});

function raise(): never {
  throw new Error("there should be a session");
}
