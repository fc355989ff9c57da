import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import { makeActivities, makeAlerts } from "@/prisma/history-factories";
import { appClient, guardPool } from "../db/client";
import { withTenant } from "../db/transaction";
import type { Role } from "../domain/role-table";
import { env } from "../env";
import { confirmEverywhere } from "../revocation/confirm-everywhere";
import { mintSecret } from "../tokens/token-secret";
import { buildApi } from "./app";

const client = appClient();
const pepper = env().PORTAL_TOKEN_PEPPER;
let api: FastifyInstance;
let admin: TestMember;
let stranger: TestMember;
let adminSecret: string;

beforeAll(async () => {
  api = await startApi();
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  admin = await makeMember(client, own, { role: "global-administrator" });
  stranger = await makeMember(client, foreign, { role: "global-administrator" });
  adminSecret = (await makeToken(client, admin, { pepper })).secret;
  await makeAlerts(client, own, [{}, { severity: 2 }]);
  await makeActivities(client, own, [{}]);
});

afterAll(() => api.close());

/** The API as the entry server runs it; a host `<slug>.localhost` is that tenant's, any other the general URL. */
async function startApi(limits = { perToken: 10_000, perTenant: 10_000, failuresPerAddress: 10_000 }) {
  const app = await buildApi({
    tenantOfHost: async (host) => {
      const slug = /^(.+)\.localhost$/.exec(host ?? "")?.[1];
      return slug === undefined ? { kind: "base" } : { kind: "tenant", slug };
    },
    clientAddress: () => "192.0.2.1",
    limits,
  });
  await app.ready();
  return app;
}

type Sent = { body?: unknown; headers?: Record<string, string | string[]>; app?: FastifyInstance };

function call(method: "GET" | "POST" | "DELETE" | "PATCH", url: string, secret: string | null, sent: Sent = {}) {
  const authorization = secret === null ? {} : { authorization: `Token ${secret}` };
  const payload =
    sent.body === undefined ? {} : { payload: typeof sent.body === "string" ? sent.body : JSON.stringify(sent.body) };
  return (sent.app ?? api).inject({ method, url, headers: { ...authorization, ...sent.headers }, ...payload });
}

async function secretOf(
  role: Role,
  deactivatedAt: Date | null = null,
): Promise<{ secret: string; member: TestMember }> {
  const member = await makeMember(client, admin.tenant, { role, deactivatedAt });
  return { secret: (await makeToken(client, member, { pepper })).secret, member };
}

/** Two tokens of a tenant that has spent nothing of its allowance. */
async function tokensOfNewTenant(): Promise<{ first: string; second: string }> {
  const owner = await makeMember(client, await makeTenant(client), { role: "security-reader" });
  const [first, second] = [await makeToken(client, owner, { pepper }), await makeToken(client, owner, { pepper })];
  return { first: first.secret, second: second.secret };
}

describe("the guard", () => {
  test("T-07: answers every bad token with the same bytes, whatever is wrong with it", async () => {
    const revoked = await makeToken(client, admin, { pepper, revokedAt: new Date() });
    const foreign = await makeToken(client, stranger, { pepper });
    const answers = await Promise.all([
      call("GET", "/api/v1/alerts/", null),
      call("GET", "/api/v1/alerts/", "nonsense"),
      call("GET", "/api/v1/alerts/", `pcu1${"0".repeat(60)}`),
      call("GET", "/api/v1/alerts/", revoked.secret),
      call("GET", "/api/v1/alerts/", foreign.secret, { headers: { host: `${admin.tenant.slug}.localhost` } }),
      call("GET", `/api/v1/alerts/?token=${adminSecret}`, null),
      call("GET", `/api/v1/alerts/?note=${adminSecret}`, adminSecret),
      call("GET", "/api/v1/alerts/", null, { headers: { cookie: `token=${adminSecret}` } }),
    ]);
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect(answer.body).toBe('{"error":true,"detail":"Invalid token"}');
      expect(answer.headers["www-authenticate"]).toBe("Token");
      expect(Object.keys(answer.headers).sort()).toEqual(Object.keys(answers[0]?.headers ?? {}).sort());
    }
  });

  test("takes Token and Bearer in any case and with any spaces", async () => {
    for (const authorization of [`token ${adminSecret}`, `Token${adminSecret}`, `BEARER   ${adminSecret}`]) {
      const answer = await call("GET", "/api/v1/me", null, { headers: { authorization } });
      expect(answer.statusCode).toBe(200);
    }
  });

  test("T-13: a demotion counts on the next request after it was confirmed", async () => {
    const { secret, member } = await secretOf("security-operator");
    const close = () =>
      call("POST", "/api/v1/alerts/close_benign/", secret, { body: { filters: { id: { eq: ["x"] } } } });
    expect((await close()).statusCode).toBe(400);
    await withTenant(
      member.tenant.id,
      (tx) => tx.member.updateMany({ where: { id: member.id }, data: { role: "security-reader" } }),
      client,
    );
    await confirmEverywhere();
    const refused = await close();
    expect(refused.statusCode).toBe(403);
    expect(refused.body).toContain("Insufficient role based permissions");
    expect((await call("GET", "/api/v1/alerts/", secret)).statusCode).toBe(200);
  });

  test("a token whose issuer is deactivated is refused with the reason", async () => {
    const { secret } = await secretOf("security-reader", new Date());
    const answer = await call("GET", "/api/v1/me/", secret);
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain("Insufficient role based permissions");
  });

  test("an agent's token opens none of the endpoints of API tokens, and the refusal says why", async () => {
    for (const kind of ["siem-agent", "log-collector"] as const) {
      const { secret } = await makeToken(client, admin, { pepper, kind });
      for (const url of ["/api/v1/alerts/", "/api/v1/activities/", "/api/v1/discovery/upload_url/"]) {
        const answer = await call("GET", url, secret);
        expect(answer.statusCode).toBe(403);
        expect(answer.json().detail).toMatch(
          /^Insufficient role based permissions: a (SIEM agent|log collector)'s token/,
        );
      }
    }
  });

  test("says how much is left, and then how long to wait", async () => {
    const app = await startApi({ perToken: 2, perTenant: 100, failuresPerAddress: 100 });
    const { first: own, second: other } = await tokensOfNewTenant();
    const [first, second, third] = [
      await call("GET", "/api/v1/me/", own, { app }),
      await call("GET", "/api/v1/me/", own, { app }),
      await call("GET", "/api/v1/me/", own, { app }),
    ];
    expect([first.headers["ratelimit-remaining"], second.headers["ratelimit-remaining"]]).toEqual([1, 0].map(String));
    expect(third.statusCode).toBe(429);
    expect(Number(third.headers["retry-after"])).toBeGreaterThan(0);
    expect((await call("GET", "/api/v1/me/", other, { app })).statusCode).toBe(200);
    await app.close();
  });

  test("a refusal for the rate carries the limit that is used up, nothing left, and the wait", async () => {
    const limits = { perToken: 2, perTenant: 3, failuresPerAddress: 1 };
    const app = await startApi(limits);
    const { first, second } = await tokensOfNewTenant();
    const refusals: [secret: string, limit: number][] = [
      [first, limits.perToken],
      [second, limits.perTenant],
    ];
    for (const [secret, limit] of refusals) {
      const answers = [];
      for (const _ of [1, 2, 3]) answers.push(await call("GET", "/api/v1/me/", secret, { app }));
      const refusal = answers.find(({ statusCode }) => statusCode === 429);
      expect(refusal?.headers).toMatchObject({ "ratelimit-limit": String(limit), "ratelimit-remaining": "0" });
      expect(refusal?.headers["ratelimit-reset"]).toBe(refusal?.headers["retry-after"]);
    }
    await app.close();
  });

  test("a tenant's tokens share the tenant's allowance, another tenant has its own", async () => {
    const app = await startApi({ perToken: 100, perTenant: 1, failuresPerAddress: 100 });
    const { first, second: sibling } = await tokensOfNewTenant();
    const { first: foreign } = await tokensOfNewTenant();
    expect((await call("GET", "/api/v1/me/", first, { app })).statusCode).toBe(200);
    expect((await call("GET", "/api/v1/me/", sibling, { app })).statusCode).toBe(429);
    expect((await call("GET", "/api/v1/me/", foreign, { app })).statusCode).toBe(200);
    await app.close();
  });

  test("an address that sends too many forged tokens has to wait, and nonsense is told apart from those", async () => {
    const app = await startApi({ perToken: 100, perTenant: 100, failuresPerAddress: 2 });
    const statusOf = async (secret: string) => (await call("GET", "/api/v1/me/", secret, { app })).statusCode;
    for (const _ of [1, 2, 3]) expect(await statusOf("nonsense")).toBe(401);
    for (const _ of [1, 2]) expect(await statusOf(mintSecret("api").secret)).toBe(401);
    expect(await statusOf(mintSecret("api").secret)).toBe(429);
    expect(await statusOf("nonsense")).toBe(401);
    await app.close();
  });
});

describe("what clients send", () => {
  test("is the same with and without the last slash, under /cas, by GET with a body, and as a form", async () => {
    const filters = { severity: { eq: 2 } };
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const text = JSON.stringify(filters);
    const answers = await Promise.all([
      call("POST", "/api/v1/alerts/", adminSecret, { body: { filters } }),
      call("GET", "/api/v1/alerts", adminSecret, { body: { filters } }),
      call("GET", "/cas/api/v1/alerts/", adminSecret, { body: { filters }, headers: form }),
      call("POST", "/api/alerts", adminSecret, { body: { filters }, headers: { "content-type": "nonsense" } }),
      call("POST", "/api/v1/alerts/", adminSecret, { body: `filters=${encodeURIComponent(text)}`, headers: form }),
      call("GET", `/api/v1/alerts/?filters=${encodeURIComponent(text)}`, adminSecret),
      call("POST", "/api/v1/alerts/", adminSecret, { body: { filters: text } }),
    ]);
    for (const answer of answers) {
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toMatchObject({ total: 1, max: 100, data: [{ severityValue: 2 }] });
    }
  });

  test("is refused with the vendor's body when a filter is wrong", async () => {
    const answer = await call("POST", "/api/v1/alerts/", adminSecret, {
      body: { filters: { severity: { eq: "abc" } } },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      error: true,
      filters: [
        {
          error: "abc is not valid",
          errorMessageCode: "CONSOLE_FORMS_NOT_VALID_VALUE",
          errorMessageParams: { value: "abc" },
          field: "severity",
        },
      ],
    });
  });

  test.each([
    ["POST", "/api/v1/alerts/", "{", 400],
    ["POST", "/api/v1/alerts/", "[1]", 400],
    ["POST", "/api/v1/alerts/?limit=1&limit=2", "", 400],
    ["POST", "/api/v1/alerts/", `{"filters":"${"x".repeat(70_000)}"}`, 413],
    ["GET", "/api/v1/alerts/%00/", "", 404],
    ["GET", "/api/v1/alerts/%E0%A4%A/", "", 400],
    ["GET", "/api/v1/nothing/", "", 404],
    ["DELETE", "/api/v1/alerts/", "", 405],
    ["PATCH", "/api/v1/alerts/some/read", "", 405],
  ] as const)("%s %s with a bad body or path is %s", async (method, url, body, status) => {
    const answer = await call(method, url, adminSecret, body === "" ? {} : { body });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ error: true });
    expect(answer.body).not.toMatch(/\bat .+:\d+:\d+|prisma|select /i);
    if (status === 405) expect(answer.headers.allow).toContain("POST");
  });
});

test("a database that does not answer is 503 with a wait, never 401", async () => {
  const { secret } = await secretOf("security-reader");
  const pool = guardPool();
  const query = pool.query;
  Object.assign(pool, { query: () => Promise.reject(Object.assign(new Error("connect"), { code: "ECONNREFUSED" })) });
  const answer = await call("GET", "/api/v1/me/", secret);
  Object.assign(pool, { query });
  expect(answer.statusCode).toBe(503);
  expect(answer.headers["retry-after"]).toBe("2");
  expect((await call("GET", "/api/v1/me/", secret)).statusCode).toBe(200);
});
