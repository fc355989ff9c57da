import { randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import type { Caller, MemberPrincipal } from "../domain/access";
import type { Role } from "../domain/role-table";
import { recoveryCode } from "../domain/second-factor";
import type { SessionKey } from "../domain/session";
import { confirmSecondFactor, offerSecondFactor } from "./enrol-second-factor";
import { findSession, findSessionAtAnyStage } from "./find-session";
import { issueSignInCode } from "./issue-sign-in-code";
import { resetSecondFactor } from "./member-sign-in";
import { openSession } from "./open-session";
import { removeSecondFactor, renewRecoveryCodes, viewSecondFactor } from "./own-second-factor";
import { proveSecondFactor } from "./prove-second-factor";
import { requireSecondFactor, viewRequirement } from "./require-second-factor";
import type { Visitor } from "./visitor";

const client = appClient();
const names = { issuer: "Portcullis test", account: "somebody" };
const refused = { code: "unauthenticated", messageKey: "wrongSecondFactor", field: "code" };
let visitors = 0;

function aVisitor(): Visitor {
  visitors += 1;
  return { ip: `198.19.${visitors}.1`, userAgent: "test browser", requestId: randomUUID() };
}

async function makePerson(role: Role = "security-reader"): Promise<TestMember> {
  return makeMember(client, await makeTenant(client), { role });
}

async function signIn(member: TestMember, now = new Date()): Promise<SessionKey> {
  const { id: tenantId } = member.tenant;
  const proof = { tenantId, memberId: member.id, method: "password" as const };
  const code = await withTenant(tenantId, (tx) => issueSignInCode(tx, proof, now));
  return openSession(aVisitor(), { tenantId, code }, now);
}

/** The caller of a session at whatever stage, as the pages that complete a sign-in see them. */
async function arriving(key: SessionKey): Promise<Caller<MemberPrincipal>> {
  const session = await findSessionAtAnyStage(key);
  if (session === null) throw new Error("the session should be there");
  return { ...aVisitor(), principal: session.principal };
}

/** The code that an app with this secret shows, so many 30-second steps from now. */
function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
}

/** Sets a second factor up, and answers with the session that it leaves. */
async function enrol(member: TestMember, key?: SessionKey) {
  const caller = await arriving(key ?? (await signIn(member)));
  const { secret } = await offerSecondFactor(caller, names);
  // The step before this one, so that the present code is still unused.
  const { recoveryCodes, code } = await confirmSecondFactor(caller, { code: codeOf(secret, -1) });
  const session = await openSession(aVisitor(), { tenantId: member.tenant.id, code });
  return { secret, recoveryCodes, session };
}

const recovery = (code: string | undefined) => ({ kind: "recovery" as const, code: recoveryCode.parse(code) });
const app = (code: string) => ({ kind: "code" as const, code });

describe("setting it up", () => {
  test("counts only once a code has confirmed it", async () => {
    const member = await makePerson();
    const caller = await arriving(await signIn(member));
    const { secret } = await offerSecondFactor(caller, names);
    await expect(viewSecondFactor(caller)).resolves.toMatchObject({ since: null });
    await expect(findSession(await signIn(member))).resolves.not.toBeNull();
    const wrong = codeOf(secret) === "000000" ? "000001" : "000000";
    await expect(confirmSecondFactor(caller, { code: wrong })).rejects.toMatchObject(refused);
    await confirmSecondFactor(caller, { code: codeOf(secret) });
    await expect(viewSecondFactor(caller)).resolves.toMatchObject({ since: expect.any(Date), recoveryCodesLeft: 10 });
    await expect(findSession(await signIn(member))).resolves.toBeNull();
  });

  test("B-05: is offered to nobody whose proof of identity is old, and never over one that counts", async () => {
    const member = await makePerson();
    const stale = await arriving(await signIn(member, new Date(Date.now() - 20 * 60_000)));
    await expect(offerSecondFactor(stale, names)).rejects.toMatchObject({ messageKey: "identityNotConfirmed" });
    const { session } = await enrol(member);
    await expect(offerSecondFactor(await arriving(session), names)).rejects.toMatchObject({
      messageKey: "secondFactorExists",
    });
  });

  test("leaves neither the secret nor a recovery code in the database", async () => {
    const member = await makePerson();
    const { secret, recoveryCodes } = await enrol(member);
    const rows = await withTenant(member.tenant.id, async (tx) => ({
      factors: await tx.memberSecondFactor.findMany(),
      codes: await tx.memberRecoveryCode.findMany(),
    }));
    const plain = Buffer.from(Secret.fromBase32(secret).bytes);
    expect(rows.factors).toHaveLength(1);
    for (const { sealedSecret } of rows.factors) expect(Buffer.from(sealedSecret).includes(plain)).toBe(false);
    expect(new Set(recoveryCodes).size).toBe(10);
    const kept = rows.codes.map(({ codeHash }) => Buffer.from(codeHash).toString("latin1")).join("");
    for (const code of recoveryCodes) expect(kept).not.toContain(recoveryCode.parse(code));
  });

  test("a row that was copied from another member opens nothing", async () => {
    const tenant = await makeTenant(client);
    const [victim, thief] = [
      await makeMember(client, tenant, { role: "security-reader" }),
      await makeMember(client, tenant, { role: "security-reader" }),
    ];
    const own = await enrol(thief);
    await enrol(victim);
    await withTenant(tenant.id, async (tx) => {
      const [row] = await tx.memberSecondFactor.findMany({ where: { memberId: thief.id } });
      await tx.memberSecondFactor.updateMany({
        where: { tenantId: tenant.id, memberId: victim.id },
        data: { sealedSecret: new Uint8Array(row?.sealedSecret ?? []), lastStep: null },
      });
    });
    const attempt = proveSecondFactor(await arriving(await signIn(victim)), app(codeOf(own.secret)));
    await expect(attempt).rejects.toMatchObject(refused);
  });
});

describe("signing in with it", () => {
  test("B-02: opens a session with a new id, and the half-open one dies", async () => {
    const member = await makePerson();
    const { secret } = await enrol(member);
    const half = await signIn(member);
    await expect(findSession(half)).resolves.toBeNull();
    const { code } = await proveSecondFactor(await arriving(half), app(codeOf(secret)));
    const whole = await openSession(aVisitor(), { tenantId: member.tenant.id, code });
    expect(whole.sessionId).not.toBe(half.sessionId);
    await expect(findSession(whole)).resolves.toMatchObject({ memberId: member.id });
    await expect(findSessionAtAnyStage(half)).resolves.toBeNull();
  });

  test("a code works once, also when two requests bring it at the same moment, and an older one never after it", async () => {
    const member = await makePerson();
    const { secret } = await enrol(member);
    const callers = await Promise.all(Array.from({ length: 4 }, async () => arriving(await signIn(member))));
    const code = codeOf(secret);
    const tries = await Promise.allSettled(callers.map((caller) => proveSecondFactor(caller, app(code))));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [caller] = callers;
    if (!caller) throw new Error("there should be a caller");
    await expect(proveSecondFactor(caller, app(code))).rejects.toMatchObject(refused);
    await expect(proveSecondFactor(caller, app(codeOf(secret, -1)))).rejects.toMatchObject(refused);
  });

  test("a code of two steps away is refused", async () => {
    const member = await makePerson();
    const { secret } = await enrol(member);
    const caller = await arriving(await signIn(member));
    await expect(proveSecondFactor(caller, app(codeOf(secret, 4)))).rejects.toMatchObject(refused);
  });

  test("a recovery code stands in for the app, once, and new ones end the old", async () => {
    const member = await makePerson();
    const { recoveryCodes, session } = await enrol(member);
    const caller = await arriving(await signIn(member));
    await expect(proveSecondFactor(caller, recovery(recoveryCodes[0]))).resolves.toHaveProperty("code");
    await expect(proveSecondFactor(caller, recovery(recoveryCodes[0]))).rejects.toMatchObject(refused);
    await expect(viewSecondFactor(caller)).resolves.toMatchObject({ recoveryCodesLeft: 9 });
    const renewed = await renewRecoveryCodes(await arriving(session));
    await expect(proveSecondFactor(caller, recovery(recoveryCodes[1]))).rejects.toMatchObject(refused);
    await expect(proveSecondFactor(caller, recovery(renewed.recoveryCodes[1]))).resolves.toHaveProperty("code");
  });

  test("another member's code and recovery code are refused", async () => {
    const [member, stranger] = [await makePerson(), await makePerson()];
    await enrol(member);
    const theirs = await enrol(stranger);
    const caller = await arriving(await signIn(member));
    await expect(proveSecondFactor(caller, app(codeOf(theirs.secret)))).rejects.toMatchObject(refused);
    await expect(proveSecondFactor(caller, recovery(theirs.recoveryCodes[0]))).rejects.toMatchObject(refused);
  });

  test("L-02: guesses of codes have to wait after five, and each failure is audited", async () => {
    const member = await makePerson();
    await enrol(member);
    const caller = await arriving(await signIn(member));
    for (let index = 0; index < 5; index += 1)
      await expect(proveSecondFactor(caller, recovery("0".repeat(24)))).rejects.toMatchObject(refused);
    const tries = await Promise.allSettled(
      Array.from({ length: 3 }, () => proveSecondFactor(caller, recovery("0".repeat(24)))),
    );
    expect(tries).toContainEqual(
      expect.objectContaining({ reason: expect.objectContaining({ code: "rate-limited" }) }),
    );
    const events = await withTenant(member.tenant.id, (tx) =>
      tx.auditEvent.count({ where: { action: "member.second-factor-failed", targetId: member.id } }),
    );
    expect(events).toBeGreaterThanOrEqual(5);
  });
});

describe("a tenant that requires it", () => {
  async function requiring() {
    const tenant = await makeTenant(client);
    const administrator = await makeMember(client, tenant, { role: "global-administrator" });
    const member = await makeMember(client, tenant, { role: "security-reader" });
    const { session } = await enrol(administrator);
    return { administrator, member, boss: await arriving(session) };
  }

  test("leads members without one to set it up, and opens nothing to them before", async () => {
    const { member, boss } = await requiring();
    const key = await signIn(member);
    await expect(viewRequirement(boss)).resolves.toMatchObject({ requiredSince: null, members: 2, without: 1 });
    await requireSecondFactor(boss, { isRequired: true });
    await expect(findSession(key)).resolves.toBeNull();
    await expect(findSessionAtAnyStage(key)).resolves.toMatchObject({ stage: "enrolment" });
    const { session } = await enrol(member, key);
    await expect(findSession(session)).resolves.toMatchObject({ memberId: member.id });
  });

  test("lets nobody remove theirs, until it leaves it to each again", async () => {
    const { member, boss } = await requiring();
    await requireSecondFactor(boss, { isRequired: true });
    const { session } = await enrol(member, await signIn(member));
    const caller = await arriving(session);
    await expect(removeSecondFactor(caller)).rejects.toMatchObject({ messageKey: "secondFactorRequired" });
    await requireSecondFactor(boss, { isRequired: false });
    await removeSecondFactor(caller);
    await expect(findSession(await signIn(member))).resolves.not.toBeNull();
  });

  test("B-05: is made one by a full administrator with a second factor and a fresh proof, and by nobody else", async () => {
    const { administrator, member, boss } = await requiring();
    const wish = { isRequired: true };
    await expect(requireSecondFactor(callerOf(member), wish)).rejects.toMatchObject({ code: "forbidden" });
    const other = await makeMember(client, administrator.tenant, { role: "security-administrator" });
    await expect(requireSecondFactor(callerOf(other), wish)).rejects.toMatchObject({
      messageKey: "ownSecondFactorFirst",
    });
    const stale = { ...boss, principal: { ...boss.principal, provenAt: new Date(Date.now() - 16 * 60_000) } };
    await expect(requireSecondFactor(stale, wish)).rejects.toMatchObject({ messageKey: "identityNotConfirmed" });
    await requireSecondFactor(boss, wish);
    await requireSecondFactor(boss, wish);
    const events = await withTenant(administrator.tenant.id, (tx) =>
      tx.auditEvent.count({ where: { action: "tenant.second-factor-required" } }),
    );
    expect(events).toBe(1);
  });
});

describe("an administrator's reset", () => {
  test("B-05: takes the factor away and ends the sessions; not of another tenant, by another role, or with an old proof", async () => {
    const tenant = await makeTenant(client);
    const administrator = await makeMember(client, tenant, { role: "global-administrator" });
    const member = await makeMember(client, tenant, { role: "security-reader" });
    const stranger = await makePerson("global-administrator");
    const { session } = await enrol(member);
    const input = { memberId: member.id };
    const caller = callerOf(administrator);
    const stale = { ...caller, principal: { ...caller.principal, provenAt: new Date(Date.now() - 16 * 60_000) } };
    await expect(resetSecondFactor(callerOf(stranger), input)).rejects.toMatchObject({ code: "not-found" });
    await expect(resetSecondFactor(callerOf(member), input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(resetSecondFactor(stale, input)).rejects.toMatchObject({ messageKey: "identityNotConfirmed" });
    await expect(findSession(session)).resolves.not.toBeNull();
    await resetSecondFactor(caller, input);
    await resetSecondFactor(caller, input);
    await expect(findSession(session)).resolves.toBeNull();
    await expect(findSession(await signIn(member))).resolves.not.toBeNull();
    const events = await withTenant(tenant.id, (tx) =>
      tx.auditEvent.count({ where: { action: "member.second-factor-reset", targetId: member.id } }),
    );
    expect(events).toBe(1);
  });
});
