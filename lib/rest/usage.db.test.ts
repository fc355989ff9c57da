import { connect } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import type { Endpoint } from "../api-contract/endpoint";
import { endpointList } from "../api-contract/v1";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import type { Role } from "../domain/role-table";
import { env } from "../env";
import { flushRecordedCalls } from "../tokens/record-call";
import { buildApi, type RateLimits } from "./app";

/** Every call of a known token is counted once, by the guard alone: what the numbers on a token's page stand on. */
const client = appClient();
const pepper = env().PORTAL_TOKEN_PEPPER;
const guarded = endpointList.filter(({ access }) => access !== "public");
let api: FastifyInstance;

beforeAll(async () => {
  api = await openApi();
});

afterAll(() => api.close());

function openApi(limits: RateLimits = { perToken: 10_000, perTenant: 10_000, failuresPerAddress: 10_000 }) {
  return buildApi({
    tenantOfHost: async (host) => {
      const slug = /^(.+)\.localhost$/.exec(host ?? "")?.[1];
      return slug === undefined ? { kind: "base" } : { kind: "tenant", slug };
    },
    clientAddress: () => "192.0.2.1",
    limits,
  });
}

type Party = { member: TestMember; token: { id: string; secret: string } };

async function makeParty(input: { role?: Role; revokedAt?: Date; deactivatedAt?: Date } = {}): Promise<Party> {
  const { role = "global-administrator", revokedAt = null, deactivatedAt = null } = input;
  const member = await makeMember(client, await makeTenant(client), { role, deactivatedAt });
  return { member, token: await makeToken(client, member, { pepper, revokedAt }) };
}

function call(
  { token }: Party,
  url: string,
  changes: { app?: FastifyInstance; method?: "GET" | "POST" | "DELETE"; body?: object | null; host?: string } = {},
) {
  const { app = api, method = "GET", body = null, host } = changes;
  const headers = { authorization: `Token ${token.secret}`, "user-agent": "walker/1.0", ...(host && { host }) };
  const content = body === null ? {} : { payload: JSON.stringify(body) };
  return app.inject({
    method,
    url,
    headers: { ...headers, ...(body && { "content-type": "application/json" }) },
    ...content,
  });
}

function callExample(party: Party, { methods, example }: Endpoint) {
  const method = methods.at(-1);
  if (method === undefined) throw new Error("an endpoint without a method");
  return call(party, example.path, { method, body: example.body });
}

type Counted = { method: string; route: string; outcome: string; calls: number };

async function countsOf({ member, token }: Party): Promise<Counted[]> {
  await flushRecordedCalls();
  return withTenant(
    member.tenant.id,
    (tx) =>
      tx.tokenCall.findMany({
        where: { tokenId: token.id },
        select: { method: true, route: true, outcome: true, calls: true },
        orderBy: [{ route: "asc" }, { method: "asc" }],
      }),
    client,
  );
}

const lastUseOf = ({ member, token }: Party) =>
  withTenant(member.tenant.id, (tx) => tx.tokenUse.findFirst({ where: { tokenId: token.id } }), client);

test("one call to every route of the contract is counted once each, under its own template", async () => {
  const party = await makeParty();
  for (const endpoint of guarded) await callExample(party, endpoint);
  const counts = await countsOf(party);
  const expected = guarded.map(({ methods, path }) => `${methods.at(-1)} ${path}`).sort();
  expect(expected.length).toBeGreaterThan(20);
  expect(counts.map(({ method, route }) => `${method} ${route}`).sort()).toEqual(expected);
  expect(counts.every(({ calls }) => calls === 1)).toBe(true);
  expect((await lastUseOf(party))?.lastUsedAt).toBeInstanceOf(Date);
});

test("every spelling of a route counts for the same one", async () => {
  const party = await makeParty();
  for (const url of ["/api/v1/alerts/", "/api/v1/alerts?limit=1", "/cas/api/v1/alerts/", "/api/alerts/"])
    await call(party, url);
  expect(await countsOf(party)).toMatchObject([{ route: "/api/v1/alerts/", outcome: "answered", calls: 4 }]);
});

describe("a refused call of a known token is counted with its reason, and makes nothing used", () => {
  const everyRoute = async (party: Party, outcome: string, host?: string) => {
    for (const { methods, path } of guarded)
      await call(party, path.replace(/:\w+/g, "0"), { method: methods[0] ?? "GET", ...(host && { host }) });
    const counts = await countsOf(party);
    expect(new Set(counts.map((row) => row.outcome))).toEqual(new Set([outcome]));
    expect(counts.reduce((sum, { calls }) => sum + calls, 0)).toBe(guarded.length);
    expect(await lastUseOf(party)).toMatchObject({ lastUsedAt: null, recentIps: [] });
  };

  test("revoked, on every route", async () => everyRoute(await makeParty({ revokedAt: new Date() }), "revoked"));

  test("owner deactivated, on every route", async () =>
    everyRoute(await makeParty({ deactivatedAt: new Date() }), "owner-deactivated"));

  test("another tenant's host, on every route", async () => {
    const other = await makeTenant(client);
    await everyRoute(await makeParty(), "wrong-host", `${other.slug}.localhost`);
  });

  test("a role that may not", async () => {
    const party = await makeParty({ role: "discovery-report-administrator" });
    await call(party, "/api/v1/activities/");
    expect(await countsOf(party)).toMatchObject([{ outcome: "forbidden", calls: 1 }]);
    expect(await lastUseOf(party)).toMatchObject({ lastUsedAt: null });
  });

  test("too many", async () => {
    const app = await openApi({ perToken: 1, perTenant: 100 });
    const party = await makeParty();
    await call(party, "/api/v1/me/", { app });
    await flushRecordedCalls();
    const first = await lastUseOf(party);
    expect(first?.lastUsedAt).toBeInstanceOf(Date);
    for (const _ of [1, 2]) await call(party, "/api/v1/me/", { app });
    expect(await countsOf(party)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ outcome: "answered", calls: 1 }),
        expect.objectContaining({ outcome: "rate-limited", calls: 2 }),
      ]),
    );
    await call(party, "/api/v1/me/", { app });
    await flushRecordedCalls();
    expect((await lastUseOf(party))?.lastUsedAt).toEqual(first?.lastUsedAt);
    await app.close();
  });
});

test.each([
  { what: "a body that cannot be read", url: "/api/v1/alerts/", body: "{", outcome: "invalid" },
  {
    what: "a filter that makes no sense",
    url: "/api/v1/alerts/",
    body: '{"filters":{"severity":{"eq":"abc"}}}',
    outcome: "invalid",
  },
  { what: "a body that is too large", url: "/api/v1/alerts/", body: `"${"x".repeat(70_000)}"`, outcome: "invalid" },
])("$what counts as a call that was $outcome", async ({ url, body, outcome }) => {
  const party = await makeParty();
  await api.inject({ method: "POST", url, headers: { authorization: `Token ${party.token.secret}` }, payload: body });
  expect(await countsOf(party)).toMatchObject([{ outcome, calls: 1 }]);
});

test("a call that fails on our side is counted as failed", async () => {
  const party = await makeParty();
  const prisma = vi.spyOn(client, "$transaction").mockRejectedValue(new Error("broken"));
  const answer = await call(party, "/api/v1/alerts/");
  prisma.mockRestore();
  expect(answer.statusCode).toBe(500);
  expect(await countsOf(party)).toMatchObject([{ outcome: "failed", calls: 1 }]);
});

test("a token that nobody knows is counted nowhere", async () => {
  const party = await makeParty();
  await api.inject({ url: "/api/v1/me/", headers: { authorization: `Token pcu1${"0".repeat(60)}` } });
  await api.inject({ url: "/api/v1/me/" });
  expect(await countsOf(party)).toEqual([]);
});

test("a call whose client leaves before the answer is counted once, as abandoned", async () => {
  const app = await openApi();
  const isGuarded = new Promise<void>((resolve) => {
    app.addHook("preParsing", async () => resolve());
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const address = app.server.address();
  const party = await makeParty();
  const socket = connect(typeof address === "object" ? (address?.port ?? 0) : 0, "127.0.0.1");
  const head = ["POST /api/v1/alerts/ HTTP/1.1", "Host: x", `Authorization: Token ${party.token.secret}`];
  socket.write(`${[...head, "Content-Length: 10"].join("\r\n")}\r\n\r\n{`);
  await isGuarded;
  socket.destroy();
  await vi.waitFor(async () => expect(await countsOf(party)).toMatchObject([{ outcome: "abandoned", calls: 1 }]), {
    timeout: 5_000,
    interval: 50,
  });
  await app.close();
});
