import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient, authPool } from "../db/client";
import { withTenant } from "../db/transaction";
import { openSession } from "./open-session";
import { isOutdatedHash } from "./password-hash";
import { findCandidates, upgradePasswordHash } from "./sign-in-store";
import { signInWithPassword } from "./sign-in-with-password";
import type { Visitor } from "./visitor";

const client = appClient();
const password = "correct horse battery staple";
const refusal = { code: "unauthenticated", publicMessage: "The e-mail or the password is wrong." };

let visitors = 0;

/** Each from an address block of its own, so that the tests' failures do not add up. */
function aVisitor(): Visitor {
  visitors += 1;
  return { ip: `198.51.${visitors}.1`, userAgent: "test", requestId: randomUUID() };
}

function makeReader(
  input: { password?: string; joinedAt?: Date | null; deactivatedAt?: Date | null; email?: string } = {},
) {
  return makeTenant(client).then((tenant) =>
    makeMember(client, tenant, { role: "security-reader", password, ...input }),
  );
}

function auditOf(member: TestMember, action: string) {
  return withTenant(member.tenant.id, (tx) => tx.auditEvent.findMany({ where: { action } }));
}

describe("the right password", () => {
  test("opens a session on the member's own host", async () => {
    const member = await makeReader();
    const { id: tenantId, slug } = member.tenant;
    const proven = await signInWithPassword(aVisitor(), { email: member.email, password, tenantId });
    expect(proven.tenantSlug).toBe(slug);
    await expect(openSession(aVisitor(), { tenantId, code: proven.code })).resolves.toMatchObject({
      memberId: member.id,
    });
  });

  test("at the general URL finds the member's tenant", async () => {
    const member = await makeReader();
    const proven = await signInWithPassword(aVisitor(), { email: member.email, password, tenantId: null });
    expect(proven.tenantSlug).toBe(member.tenant.slug);
  });

  test("at the general URL finds the right one of several tenants that know the e-mail", async () => {
    const email = `${randomUUID().slice(0, 8)}@shared.example`;
    await makeReader({ email, password: "the password of somebody else" });
    const member = await makeReader({ email });
    const proven = await signInWithPassword(aVisitor(), { email, password, tenantId: null });
    expect(proven.tenantSlug).toBe(member.tenant.slug);
  });

  test("does not open another tenant's host", async () => {
    const [member, neighbour] = await Promise.all([makeReader(), makeReader()]);
    const attempt = signInWithPassword(aVisitor(), { email: member.email, password, tenantId: neighbour.tenant.id });
    await expect(attempt).rejects.toMatchObject(refusal);
  });
});

describe("L-03: the same refusal, word for word, meets", () => {
  const cases: [string, () => Promise<{ email: string; tenantId: string; password: string }>][] = [
    ["a wrong password", async () => given(await makeReader(), "wrong")],
    ["an unknown e-mail", async () => ({ ...given(await makeReader(), password), email: "nobody@test.example" })],
    ["a member without a password", async () => given(await makeReader({ password: undefined }), password)],
    ["a member who has not joined", async () => given(await makeReader({ joinedAt: null }), password)],
    ["a deactivated member", async () => given(await makeReader({ deactivatedAt: new Date() }), password)],
    ["a member of a suspended tenant", async () => given(await suspended(await makeReader()), password)],
  ];

  test.each(cases)("%s", async (_who, prepare) => {
    const input = await prepare();
    await expect(signInWithPassword(aVisitor(), input)).rejects.toMatchObject(refusal);
    await expect(signInWithPassword(aVisitor(), { ...input, tenantId: null })).rejects.toMatchObject(refusal);
  });

  function given(member: TestMember, tried: string) {
    return { email: member.email, tenantId: member.tenant.id, password: tried };
  }

  async function suspended(member: TestMember): Promise<TestMember> {
    const { id } = member.tenant;
    await withTenant(id, (tx) => tx.tenant.update({ where: { id }, data: { suspendedAt: new Date() } }));
    return member;
  }
});

test("L-03: a known and an unknown e-mail are refused after the same time", async () => {
  const member = await makeReader();
  const timeOf = async (email: string) => {
    const began = performance.now();
    await signInWithPassword(aVisitor(), { email, password: "wrong", tenantId: null }).catch(() => undefined);
    return performance.now() - began;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    known.push(await timeOf(member.email));
    unknown.push(await timeOf(`nobody${round}@test.example`));
  }
  // The least of each, because a busy machine only ever adds.
  const [least, other] = [Math.min(...known), Math.min(...unknown)];
  expect(Math.min(least, other)).toBeGreaterThanOrEqual(390);
  expect(Math.max(least, other) / Math.min(least, other)).toBeLessThan(1.5);
});

describe("a hash of weaker parameters", () => {
  async function hashOf(member: TestMember): Promise<string> {
    const [found] = await findCandidates(member.email, member.tenant.id);
    return found?.passwordHash ?? "";
  }

  test("L-01: is renewed by the next sign-in, and opens nothing by itself", async () => {
    const member = await makeReader();
    const { id: tenantId } = member.tenant;
    const weak = await hashOf(member);
    expect(isOutdatedHash(weak)).toBe(true);
    await signInWithPassword(aVisitor(), { email: member.email, password: "wrong", tenantId }).catch(() => undefined);
    expect(await hashOf(member)).toBe(weak);
    await signInWithPassword(aVisitor(), { email: member.email, password, tenantId });
    const renewed = await hashOf(member);
    expect(renewed).not.toBe(weak);
    expect(isOutdatedHash(renewed)).toBe(false);
    await signInWithPassword(aVisitor(), { email: member.email, password, tenantId });
    expect(await hashOf(member)).toBe(renewed);
  });

  test("L-01: is not put over a password that was changed meanwhile", async () => {
    const member = await makeReader();
    const before = await hashOf(member);
    await upgradePasswordHash({ tenantId: member.tenant.id, memberId: member.id }, { from: "another", to: "renewed" });
    expect(await hashOf(member)).toBe(before);
  });
});

describe("a failed sign-in is audited", () => {
  test("with the visitor's address, in the tenant whose host was called", async () => {
    const member = await makeReader();
    const visitor = aVisitor();
    const input = { email: "nobody@test.example", password: "wrong", tenantId: member.tenant.id };
    await signInWithPassword(visitor, input).catch(() => undefined);
    expect(await auditOf(member, "member.sign-in-failed")).toMatchObject([
      { actorKind: "visitor", actorName: "nobody@test.example", ip: visitor.ip, requestId: visitor.requestId },
    ]);
  });

  test("at the general URL in the tenant of the e-mail, and in no other", async () => {
    const [member, bystander] = await Promise.all([makeReader(), makeReader()]);
    const input = { email: member.email, password: "wrong", tenantId: null };
    await signInWithPassword(aVisitor(), input).catch(() => undefined);
    expect(await auditOf(member, "member.sign-in-failed")).toMatchObject([{ targetId: member.id }]);
    expect(await auditOf(bystander, "member.sign-in-failed")).toEqual([]);
  });
});

describe("L-02: after too many failures", () => {
  // The throttle's clock stands still, so that no wait runs out while a busy machine works.
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
  afterEach(() => void vi.useRealTimers());

  async function fail(visitor: Visitor, email: string, tenantId: string, times: number): Promise<void> {
    const attempts = Array.from({ length: times }, () =>
      signInWithPassword(visitor, { email, password: "wrong", tenantId }).catch(() => undefined),
    );
    await Promise.all(attempts);
  }

  test("even the right password has to wait, and says how long", async () => {
    const member = await makeReader();
    const visitor = aVisitor();
    const { id: tenantId } = member.tenant;
    await fail(visitor, member.email, tenantId, 8);
    const attempt = signInWithPassword(visitor, { email: member.email, password, tenantId });
    await expect(attempt).rejects.toMatchObject({ code: "rate-limited", messageKey: "tooManySignIns" });
    await expect(attempt).rejects.toSatisfy(({ retryAfterSeconds }) => retryAfterSeconds >= 1);
  });

  test("the right password opens again once the wait is over", async () => {
    const member = await makeReader();
    const visitor = aVisitor();
    const { id: tenantId } = member.tenant;
    await fail(visitor, member.email, tenantId, 8);
    vi.setSystemTime(Date.now() + 10_000);
    const input = { email: member.email, password, tenantId };
    await expect(signInWithPassword(visitor, input)).resolves.toHaveProperty("code");
  });

  test("a success forgets them", async () => {
    const member = await makeReader();
    const visitor = aVisitor();
    const { id: tenantId } = member.tenant;
    const input = { email: member.email, password, tenantId };
    for (let round = 0; round < 3; round += 1) {
      await fail(visitor, member.email, tenantId, 4);
      await expect(signInWithPassword(visitor, input)).resolves.toHaveProperty("code");
    }
  });

  test("an unknown account has to wait in the same way", async () => {
    const { tenant } = await makeReader();
    const visitor = aVisitor();
    await fail(visitor, "nobody@test.example", tenant.id, 8);
    const attempt = signInWithPassword(visitor, { email: "nobody@test.example", password, tenantId: tenant.id });
    await expect(attempt).rejects.toMatchObject({ code: "rate-limited" });
  });

  test("another account from elsewhere does not wait", async () => {
    const [victim, bystander] = await Promise.all([makeReader(), makeReader()]);
    await fail(aVisitor(), victim.email, victim.tenant.id, 8);
    const input = { email: bystander.email, password, tenantId: bystander.tenant.id };
    await expect(signInWithPassword(aVisitor(), input)).resolves.toHaveProperty("code");
  });

  test("many accounts tried from one address block make that block wait", async () => {
    const { tenant } = await makeReader();
    const visitor = aVisitor();
    const attempts = Array.from({ length: 36 }, (_, index) =>
      signInWithPassword(visitor, { email: `guess${index}@test.example`, password, tenantId: tenant.id }).then(
        () => "in",
        ({ code }) => code,
      ),
    );
    expect(await Promise.all(attempts)).toContain("rate-limited");
  });

  test("the table of failures names nobody", async () => {
    const member = await makeReader();
    const visitor = aVisitor();
    await fail(visitor, member.email, member.tenant.id, 2);
    const rows = JSON.stringify(await throttleRows());
    expect(rows).not.toContain(member.email);
    expect(rows).not.toContain("198.51.");
  });

  async function throttleRows() {
    return (await authPool().query("select key from sign_in_throttle")).rows;
  }
});
