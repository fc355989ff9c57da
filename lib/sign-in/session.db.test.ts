import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import type { SessionKey } from "../domain/session";
import { changeRole } from "../members/change-role";
import { deactivateMember } from "../members/deactivate-member";
import { endSession } from "./end-session";
import { findSession } from "./find-session";
import { issueSignInCode } from "./issue-sign-in-code";
import { openSession } from "./open-session";
import type { Visitor } from "./visitor";

const client = appClient();
const visitor: Visitor = { ip: "198.51.100.1", userAgent: "test browser", requestId: randomUUID() };
const refusal = { code: "unauthenticated", messageKey: "signInExpired" };

async function makePair(): Promise<{ administrator: TestMember; member: TestMember }> {
  const tenant = await makeTenant(client);
  const administrator = await makeMember(client, tenant, { role: "global-administrator" });
  return { administrator, member: await makeMember(client, tenant, { role: "security-operator" }) };
}

function issueFor(member: TestMember, now = new Date()): Promise<string> {
  const { id: tenantId } = member.tenant;
  return withTenant(tenantId, (tx) => issueSignInCode(tx, { tenantId, memberId: member.id, method: "password" }, now));
}

async function signIn(member: TestMember, now = new Date()): Promise<SessionKey> {
  return openSession(visitor, { tenantId: member.tenant.id, code: await issueFor(member, now) }, now);
}

describe("a one-time code", () => {
  test("opens one session, and the second try finds it used", async () => {
    const { member } = await makePair();
    const code = await issueFor(member);
    await expect(openSession(visitor, { tenantId: member.tenant.id, code })).resolves.toHaveProperty("sessionId");
    await expect(openSession(visitor, { tenantId: member.tenant.id, code })).rejects.toMatchObject(refusal);
  });

  test("opens one session when two requests bring it at once", async () => {
    const { member } = await makePair();
    const code = await issueFor(member);
    const tries = Array.from({ length: 8 }, () => openSession(visitor, { tenantId: member.tenant.id, code }));
    const settled = await Promise.allSettled(tries);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("works for 60 seconds and not a second longer", async () => {
    const { member } = await makePair();
    const issuedAt = new Date();
    const [inTime, tooLate] = [await issueFor(member, issuedAt), await issueFor(member, issuedAt)];
    const later = (seconds: number) => new Date(issuedAt.getTime() + seconds * 1000);
    const { id: tenantId } = member.tenant;
    await expect(openSession(visitor, { tenantId, code: tooLate }, later(60))).rejects.toMatchObject(refusal);
    await expect(openSession(visitor, { tenantId, code: inTime }, later(59))).resolves.toHaveProperty("sessionId");
  });

  test("means nothing on another tenant's host, and still works on its own", async () => {
    const [{ member }, { member: neighbour }] = await Promise.all([makePair(), makePair()]);
    const code = await issueFor(member);
    await expect(openSession(visitor, { tenantId: neighbour.tenant.id, code })).rejects.toMatchObject(refusal);
    await expect(openSession(visitor, { tenantId: member.tenant.id, code })).resolves.toHaveProperty("sessionId");
  });

  test("of a member who was deactivated meanwhile opens nothing", async () => {
    const { administrator, member } = await makePair();
    const code = await issueFor(member);
    await deactivateMember(callerOf(administrator), { memberId: member.id });
    await expect(openSession(visitor, { tenantId: member.tenant.id, code })).rejects.toMatchObject(refusal);
  });

  test("is not in the database", async () => {
    const { member } = await makePair();
    const code = await issueFor(member);
    const rows = await withTenant(member.tenant.id, (tx) => tx.signInCode.findMany());
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows.map((row) => Buffer.from(row.codeHash).toString("base64url")))).not.toContain(code);
  });
});

describe("a session", () => {
  test("is its member's, with the role of the database", async () => {
    const { member } = await makePair();
    const key = await signIn(member);
    await expect(findSession(key)).resolves.toMatchObject({
      memberId: member.id,
      tenantSlug: member.tenant.slug,
      role: "security-operator",
      sessionId: key.sessionId,
    });
  });

  test("has another role as soon as the member has", async () => {
    const { administrator, member } = await makePair();
    const key = await signIn(member);
    await changeRole(callerOf(administrator), { memberId: member.id, role: "global-reader" });
    await expect(findSession(key)).resolves.toMatchObject({ role: "global-reader" });
  });

  test("ends with the deactivation of its member, while the administrator's goes on", async () => {
    const { administrator, member } = await makePair();
    const [key, kept] = [await signIn(member), await signIn(administrator)];
    await deactivateMember(callerOf(administrator), { memberId: member.id });
    await expect(findSession(key)).resolves.toBeNull();
    await expect(findSession(kept)).resolves.toMatchObject({ memberId: administrator.id });
  });

  test("sleeps while its tenant is suspended", async () => {
    const { member } = await makePair();
    const key = await signIn(member);
    const { id } = member.tenant;
    await withTenant(id, (tx) => tx.tenant.update({ where: { id }, data: { suspendedAt: new Date() } }));
    await expect(findSession(key)).resolves.toBeNull();
  });

  test("is nobody's under another tenant's or another member's name", async () => {
    const [{ administrator, member }, { member: neighbour }] = await Promise.all([makePair(), makePair()]);
    const key = await signIn(member);
    await expect(findSession({ ...key, tenantId: neighbour.tenant.id })).resolves.toBeNull();
    await expect(findSession({ ...key, memberId: administrator.id })).resolves.toBeNull();
  });

  test("ends with the sign-out, and the member's other sessions go on", async () => {
    const { member } = await makePair();
    const [key, other] = [await signIn(member), await signIn(member)];
    const principal = await findSession(key);
    if (principal === null) throw new Error("the session should be there");
    await endSession({ ...visitor, principal });
    await endSession({ ...visitor, principal });
    await expect(findSession(key)).resolves.toBeNull();
    await expect(findSession(other)).resolves.not.toBeNull();
    const events = await withTenant(member.tenant.id, (tx) =>
      tx.auditEvent.findMany({ where: { action: { startsWith: "member.signed" } }, orderBy: { at: "asc" } }),
    );
    expect(events.map(({ action, targetId }) => [action, targetId])).toEqual([
      ["member.signed-in", key.sessionId],
      ["member.signed-in", other.sessionId],
      ["member.signed-out", key.sessionId],
    ]);
  });
});
