import { beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { listTokensInput } from "../domain/api-token";
import { env } from "../env";
import { systemClock } from "../guard/clock";
import { KnownEpoch } from "../guard/known-epoch";
import { TokenGuard } from "../guard/token-guard";
import { generateToken } from "./generate-token";
import { listOwnedTokens } from "./list-owned-tokens";
import { listTokens } from "./list-tokens";
import { findTokenBySecret } from "./open-guard";
import { flushRecordedCalls, recordCall } from "./record-call";
import { revokeToken } from "./revoke-token";
import { watchFirstCall } from "./watch-first-call";

/** Anna administrates tenant A, Rosa and Remy read in it; Bob administrates tenant B. */
let anna: TestMember;
let rosa: TestMember;
let remy: TestMember;
let bob: TestMember;

const defaultView = listTokensInput.parse({});
/** Never takes a lease, so it asks the database each time. */
const guard = new TokenGuard(new KnownEpoch(systemClock, { kind: "strict" }), findTokenBySecret);
const authenticateToken = async (call: { authorization: string | undefined; tenantSlug: string | null }) =>
  guard.authenticate({ ...call, source: "192.0.2.1" });
const header = (secret: string) => ({ authorization: `Token ${secret}`, tenantSlug: null });
const auditOf = (member: TestMember, publicId: string) =>
  withTenant(member.tenant.id, (tx) =>
    tx.auditEvent.findMany({
      where: { targetId: publicId },
      orderBy: { id: "asc" },
      select: { action: true, actorName: true },
    }),
  );
const namesOf = async (member: TestMember, query: Parameters<typeof listTokensInput.parse>[0] = {}) =>
  (await listTokens(callerOf(member), listTokensInput.parse(query))).page.rows.map((token) => token.name);

beforeAll(async () => {
  const client = appClient();
  const a = await makeTenant(client);
  const b = await makeTenant(client);
  anna = await makeMember(client, a, { role: "global-administrator", name: "Anna" });
  rosa = await makeMember(client, a, { role: "security-reader", name: "Rosa" });
  remy = await makeMember(client, a, { role: "security-reader", name: "Remy" });
  bob = await makeMember(client, b, { role: "global-administrator", name: "Bob" });
});

describe("generating a token", () => {
  test("gives a secret that opens the API as its issuer, and writes one audit row", async () => {
    const token = await generateToken(callerOf(rosa), { name: "Rosa's playbook" });
    const principal = await authenticateToken(header(token.secret));
    expect(principal).toMatchObject({ memberId: rosa.id, role: "security-reader", tokenPublicId: token.publicId });
    expect(await auditOf(rosa, token.publicId)).toEqual([{ action: "token.generated", actorName: "Rosa" }]);
  });

  test("is refused for a role that has no tokens", async () => {
    const reader = await makeMember(appClient(), anna.tenant, { role: "global-reader" });
    await expect(generateToken(callerOf(reader), { name: "x" })).rejects.toThrow("Insufficient role based permissions");
  });

  test("refuses a name that a living token of the same person has, and takes it again after revocation", async () => {
    const first = await generateToken(callerOf(remy), { name: "collector" });
    await expect(generateToken(callerOf(remy), { name: "collector" })).rejects.toMatchObject({
      code: "conflict",
      field: "name",
    });
    await generateToken(callerOf(rosa), { name: "collector" });
    await revokeToken(callerOf(remy), { publicId: first.publicId });
    await expect(generateToken(callerOf(remy), { name: "collector" })).resolves.toMatchObject({ name: "collector" });
  });

  test("leaves nothing in the database that authenticates", async () => {
    const { secret } = await generateToken(callerOf(anna), { name: "dumped" });
    const tables = await withTenant(anna.tenant.id, (tx) =>
      Promise.all([tx.apiToken.findMany(), tx.auditEvent.findMany(), tx.tokenUse.findMany()]),
    );
    expect(JSON.stringify(tables)).not.toContain(secret.slice(16));
  });
});

describe("authentication", () => {
  test("T-07: refuses missing, malformed, unknown, revoked and foreign tokens with the same sentence", async () => {
    const { secret, publicId } = await generateToken(callerOf(anna), { name: "soon revoked" });
    const living = await generateToken(callerOf(anna), { name: "foreign" });
    await revokeToken(callerOf(anna), { publicId });
    const unknown = await makeToken(appClient(), anna, { pepper: `k9:${Buffer.alloc(32, 9).toString("base64")}` });
    const attempts = [
      { authorization: undefined, tenantSlug: null },
      { authorization: "Token nonsense", tenantSlug: null },
      { authorization: `Basic ${secret}`, tenantSlug: null },
      header(unknown.secret),
      header(secret),
      { authorization: `Token ${living.secret}`, tenantSlug: bob.tenant.slug },
    ];
    for (const attempt of attempts)
      await expect(authenticateToken(attempt)).rejects.toMatchObject({
        code: "unauthenticated",
        publicMessage: "Invalid token",
      });
    await expect(authenticateToken({ ...header(living.secret), tenantSlug: anna.tenant.slug })).resolves.toBeDefined();
  });

  test("T-13: takes the issuer's role of this moment, and refuses a deactivated issuer with the reason", async () => {
    const issuer = await makeMember(appClient(), anna.tenant, { role: "security-administrator" });
    const { secret } = await generateToken(callerOf(issuer), { name: "demoted" });
    expect((await authenticateToken(header(secret))).role).toBe("security-administrator");
    const set = (data: object) =>
      withTenant(anna.tenant.id, (tx) => tx.member.updateMany({ where: { id: issuer.id }, data }));
    await set({ role: "security-reader" });
    expect((await authenticateToken(header(secret))).role).toBe("security-reader");
    await set({ deactivatedAt: new Date() });
    await expect(authenticateToken(header(secret))).rejects.toMatchObject({ code: "forbidden" });
    await set({ deactivatedAt: null });
    await expect(authenticateToken(header(secret))).resolves.toBeDefined();
  });

  test("T-10: is not opened by a hash that somebody wrote into the database: the pepper is missing in it", async () => {
    const known = await makeToken(appClient(), anna, { pepper: `k1:${Buffer.alloc(32, 3).toString("base64")}` });
    await expect(authenticateToken(header(known.secret))).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

describe("revoking", () => {
  test("refuses the very next call, keeps the row with who and when, and is audited once however often it is said", async () => {
    const token = await generateToken(callerOf(rosa), { name: "leaked" });
    const [first, second] = await Promise.all([
      revokeToken(callerOf(anna), { publicId: token.publicId }),
      revokeToken(callerOf(anna), { publicId: token.publicId }),
    ]);
    expect(first.name).toBe("leaked");
    expect(second.name).toBe("leaked");
    await expect(authenticateToken(header(token.secret))).rejects.toMatchObject({ code: "unauthenticated" });
    const revoked = await listTokens(callerOf(anna), listTokensInput.parse({ status: "revoked", search: "leaked" }));
    expect(revoked.page.rows).toMatchObject([{ publicId: token.publicId, revokedByName: "Anna" }]);
    const audit = await auditOf(rosa, token.publicId);
    expect(audit.map((row) => row.action)).toEqual(["token.generated", "token.revoked"]);
  });

  test("M-01: answers alike for a missing token, another person's and another tenant's, and lets the owner through", async () => {
    const token = await generateToken(callerOf(rosa), { name: "Rosa's own" });
    const refusals = await Promise.allSettled([
      revokeToken(callerOf(remy), { publicId: token.publicId }),
      revokeToken(callerOf(bob), { publicId: token.publicId }),
      revokeToken(callerOf(anna), { publicId: "000000000000" }),
    ]);
    for (const refusal of refusals)
      expect(refusal).toMatchObject({
        status: "rejected",
        reason: { code: "not-found", publicMessage: "No such token" },
      });
    await expect(authenticateToken(header(token.secret))).resolves.toBeDefined();
    await expect(revokeToken(callerOf(rosa), { publicId: token.publicId })).resolves.toMatchObject({
      name: "Rosa's own",
    });
  });
});

describe("the list", () => {
  test("shows administrators their tenant's tokens and everybody else their own", async () => {
    const tenant = await makeTenant(appClient());
    const admin = await makeMember(appClient(), tenant, { role: "cloud-app-security-administrator" });
    const [one, other] = [
      await makeMember(appClient(), tenant, { role: "security-operator" }),
      await makeMember(appClient(), tenant, { role: "compliance-administrator" }),
    ];
    await generateToken(callerOf(one), { name: "one's" });
    await generateToken(callerOf(other), { name: "other's" });
    expect(await namesOf(admin)).toEqual(["other's", "one's"]);
    expect(await namesOf(one)).toEqual(["one's"]);
    expect(await namesOf(other)).toEqual(["other's"]);
    expect(await namesOf(bob)).not.toContain("one's");
    const own = await listTokens(callerOf(one), defaultView);
    expect(own.counts).toEqual({ generated: 1, active: 0, inactive: 0 });
  });

  test("never shows, counts or revokes the token of an agent, even to the administrator who issued it", async () => {
    const admin = await makeMember(appClient(), await makeTenant(appClient()), { role: "global-administrator" });
    const pepper = env().PORTAL_TOKEN_PEPPER;
    const agents = [
      await makeToken(appClient(), admin, { pepper, kind: "siem-agent", name: "splunk" }),
      await makeToken(appClient(), admin, { pepper, kind: "log-collector", name: "branch office" }),
    ];
    await generateToken(callerOf(admin), { name: "splunk" });
    expect(await namesOf(admin)).toEqual(["splunk"]);
    expect((await listTokens(callerOf(admin), defaultView)).counts).toEqual({ generated: 1, active: 0, inactive: 0 });
    expect((await listOwnedTokens(callerOf(admin), { memberId: admin.id })).total).toBe(1);
    for (const { publicId } of agents)
      await expect(revokeToken(callerOf(admin), { publicId })).rejects.toMatchObject({ code: "not-found" });
  });

  test("shows revoked tokens to administrators only", async () => {
    const token = await generateToken(callerOf(remy), { name: "gone" });
    await revokeToken(callerOf(remy), { publicId: token.publicId });
    expect(await namesOf(anna, { status: "revoked" })).toContain("gone");
    expect(await namesOf(remy, { status: "revoked" })).not.toContain("gone");
  });

  test("puts the boundary of active at seven days, to the second", async () => {
    const client = appClient();
    const owner = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
    const now = new Date("2026-06-15T12:00:00.000Z");
    const pepper = env().PORTAL_TOKEN_PEPPER;
    for (const [name, seconds] of [
      ["within", -1],
      ["at", 0],
      ["beyond", 1],
    ] as const) {
      const lastUsedAt = new Date(now.getTime() - (7 * 24 * 60 * 60 + seconds) * 1000);
      await makeToken(client, owner, { pepper, name, lastUsedAt });
    }
    await makeToken(client, owner, { pepper, name: "never" });
    const view = async (status: string) =>
      (
        await listTokens(callerOf(owner), listTokensInput.parse({ status, sort: "name", direction: "asc" }), now)
      ).page.rows.map((token) => token.name);
    expect(await view("active")).toEqual(["at", "within"]);
    expect(await view("inactive")).toEqual(["beyond"]);
    expect(await view("generated")).toEqual(["never"]);
    const { counts } = await listTokens(callerOf(owner), defaultView, now);
    expect(counts).toEqual({ generated: 1, active: 2, inactive: 1 });
  });

  test("pages forth and back over every sort without losing or repeating a row, ties included", async () => {
    const client = appClient();
    const owner = await makeMember(client, await makeTenant(client), { role: "global-administrator", name: "Olga" });
    const pepper = env().PORTAL_TOKEN_PEPPER;
    const createdAt = new Date("2026-06-01T00:00:00Z");
    for (let index = 0; index < 60; index++) {
      const lastUsedAt = index % 3 === 0 ? null : new Date(createdAt.getTime() + (index % 5) * 1000);
      await makeToken(client, owner, {
        pepper,
        name: `token ${index % 30} ${index < 30 ? "x" : "X"}`,
        createdAt,
        lastUsedAt,
      });
    }
    for (const sort of ["name", "owner", "lastUsed", "generated"])
      for (const direction of ["asc", "desc"]) {
        const seen: string[][] = [];
        let after: string | undefined;
        let backFrom: string | null = null;
        do {
          const { page } = await listTokens(callerOf(owner), listTokensInput.parse({ sort, direction, after }));
          seen.push(page.rows.map((token) => token.publicId));
          backFrom = page.previous;
          after = page.next ?? undefined;
        } while (after);
        expect(seen.map((page) => page.length)).toEqual([25, 25, 10]);
        expect(new Set(seen.flat()).size).toBe(60);
        const { page: back } = await listTokens(
          callerOf(owner),
          listTokensInput.parse({ sort, direction, before: backFrom }),
        );
        expect(back.rows.map((token) => token.publicId)).toEqual(seen[1]);
      }
  });

  test("searches names, owners and public ids, and takes wildcards as they stand", async () => {
    const client = appClient();
    const owner = await makeMember(client, await makeTenant(client), { role: "global-administrator", name: "Ólafur" });
    const token = await generateToken(callerOf(owner), { name: "100% 報表_export" });
    await generateToken(callerOf(owner), { name: "1000 rows" });
    expect(await namesOf(owner, { search: "100%" })).toEqual(["100% 報表_export"]);
    expect(await namesOf(owner, { search: "報表" })).toEqual(["100% 報表_export"]);
    expect(await namesOf(owner, { search: "_" })).toEqual(["100% 報表_export"]);
    expect(await namesOf(owner, { search: token.publicId })).toEqual(["100% 報表_export"]);
    expect(await namesOf(owner, { search: "ÓLAF" })).toHaveLength(2);
    expect(await namesOf(owner, { search: "\\" })).toEqual([]);
  });

  test("M-07: takes a cursor of another list, or a changed one, for no cursor at all", async () => {
    const client = appClient();
    const owner = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
    const pepper = env().PORTAL_TOKEN_PEPPER;
    for (let index = 0; index < 26; index++) await makeToken(client, owner, { pepper });
    const { page } = await listTokens(callerOf(owner), defaultView);
    const first = page.rows.map((token) => token.publicId);
    const idsAt = async (query: object) =>
      (await listTokens(callerOf(owner), listTokensInput.parse(query))).page.rows.map((token) => token.publicId);
    expect(await idsAt({ after: page.next })).toHaveLength(1);
    expect(await idsAt({ after: `${page.next}x` })).toEqual(first);
    expect(await idsAt({ after: page.next, search: "Token" })).toHaveLength(25);
    expect((await listTokens(callerOf(bob), listTokensInput.parse({ after: page.next }))).page.previous).toBeNull();
  });
});

describe("usage", () => {
  test("turns a token active within one flush, and a refused call does not", async () => {
    const caller = callerOf(rosa);
    const token = await generateToken(caller, { name: "watched" });
    const principal = await authenticateToken(header(token.secret));
    const call = { method: "GET", route: "/api/v1/alerts/", ip: "192.0.2.7", userAgent: "curl/8.5", at: new Date() };
    recordCall({ ...principal, ...call, outcome: "forbidden" });
    await flushRecordedCalls();
    expect(await watchFirstCall(caller, { publicId: token.publicId })).toEqual({ firstCall: null });
    recordCall({ ...principal, ...call, outcome: "answered" });
    await flushRecordedCalls();
    expect(await watchFirstCall(caller, { publicId: token.publicId })).toEqual({
      firstCall: { at: call.at, ip: "192.0.2.7", userAgent: "curl/8.5", method: "GET", route: "/api/v1/alerts/" },
    });
    const late = { ...call, at: new Date(call.at.getTime() - 60_000), route: "/late/", outcome: "answered" as const };
    recordCall({ ...principal, ...late });
    await flushRecordedCalls();
    const { firstCall } = await watchFirstCall(caller, { publicId: token.publicId });
    expect(firstCall?.route).toBe("/api/v1/alerts/");
    const calls = await withTenant(rosa.tenant.id, (tx) =>
      tx.tokenCall.findMany({ where: { tokenId: principal.tokenId }, select: { outcome: true, calls: true } }),
    );
    expect(calls.reduce((sum, row) => sum + row.calls, 0)).toBe(3);
  });

  test("is watched by the token's owner alone", async () => {
    const token = await generateToken(callerOf(rosa), { name: "mine to watch" });
    for (const stranger of [anna, remy, bob])
      await expect(watchFirstCall(callerOf(stranger), { publicId: token.publicId })).rejects.toMatchObject({
        code: "not-found",
      });
  });

  test("one member's living tokens are listed for administrators and for that member only", async () => {
    const client = appClient();
    const owner = await makeMember(client, anna.tenant, { role: "security-operator" });
    await generateToken(callerOf(owner), { name: "stops with me" });
    const listed = async (member: TestMember) =>
      (await listOwnedTokens(callerOf(member), { memberId: owner.id })).tokens.map((token) => token.name);
    expect(await listed(anna)).toEqual(["stops with me"]);
    expect(await listed(owner)).toEqual(["stops with me"]);
    expect(await listed(remy)).toEqual([]);
    expect(await listed(bob)).toEqual([]);
  });
});
