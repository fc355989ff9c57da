import { expect, test } from "@playwright/test";
import { type ApiWorld, makeApiWorld } from "../support/api-world";
import { type HttpCall, httpCall } from "../support/http-call";

let world: ApiWorld;
let admin: string;

test.beforeAll(async () => {
  world = await makeApiWorld();
  admin = await world.issue("global-administrator");
  await world.raiseAlert({ severity: 2 });
});

test.afterAll(() => world.close());

function call(sent: Partial<HttpCall> & { path: string }) {
  return httpCall({ secret: admin, tenant: world.tenant.slug, ...sent });
}

test("T-04, H-11: a second Authorization header is refused, even when both are good", async () => {
  const answer = await call({ path: "/api/v1/me", headers: [["authorization", `Token ${admin}`]] });
  expect(answer.status).toBe(401);
  expect(answer.text).toBe('{"error":true,"detail":"Invalid token"}');
});

test("T-04: a token in the query is refused, even beside a good header", async () => {
  for (const path of [`/api/v1/me?token=${admin}`, `/api/v1/me?x=${admin}`, "/api/v1/me?access_token=x"])
    expect((await call({ path })).status).toBe(401);
});

test("a token of a deactivated issuer is told why it is refused", async () => {
  const secret = await world.issue("security-reader", { deactivatedAt: new Date() });
  const answer = await call({ path: "/api/v1/me", secret });
  expect(answer.status).toBe(403);
  expect(answer.text).toContain("Insufficient role based permissions");
});

test("H-03: a method that a path does not take is 405 and names those that it takes", async () => {
  for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS"]) {
    const answer = await call({ method, path: "/api/v1/alerts/close_benign/" });
    expect(answer.status, method).toBe(405);
    expect(answer.headers.allow).toContain("POST");
  }
});

test("H-12: a body of any kind that makes no sense is refused without a trace of the inside", async () => {
  const bodies = [
    "{",
    "[]",
    '"text"',
    '{"filters": {"__proto__": {"eq": 1}}}',
    '{"filters": {"constructor": {"prototype": 1}}}',
    '{"filters": {"date": {"gte": "1; drop table alert"}}}',
    `{"filters": ${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}}`,
    '{"limit": {"gt": 0}}',
    '{"sortField": "id; select"}',
  ];
  for (const body of bodies) {
    const answer = await call({ method: "POST", path: "/api/v1/alerts/", body });
    expect(answer.status, body.slice(0, 60)).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ error: true });
    expect(answer.text).not.toMatch(/at .+:\d+|prisma|postgres|node_modules/i);
  }
});

test("H-05: a body above 64 KiB is refused, however it is sent", async () => {
  const answer = await call({ method: "POST", path: "/api/v1/alerts/", body: `{"x":"${"x".repeat(70_000)}"}` });
  expect(answer.status).toBe(413);
});

test("an unknown path says nothing about what exists", async () => {
  for (const secret of [admin, null])
    expect((await call({ path: "/api/v1/wishes/", secret })).text).toBe('{"error":true,"detail":"No such endpoint"}');
});

test("every answer carries the request's id, and never the client's own", async () => {
  const answer = await call({ path: "/api/v1/me", headers: [["x-request-id", "mine"]] });
  expect(answer.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
});

test("an allowance is announced with every answer to a verified token", async () => {
  const answer = await call({ path: "/api/v1/me" });
  expect(Number(answer.headers["ratelimit-limit"])).toBeGreaterThan(0);
  expect(Number(answer.headers["ratelimit-remaining"])).toBeGreaterThanOrEqual(0);
  expect(Number(answer.headers["ratelimit-reset"])).toBeGreaterThan(0);
});

test("T-07: every cause of a 401 gives the same bytes and the same headers", async () => {
  const elsewhere = await makeApiWorld();
  const suspended = await makeApiWorld();
  const suspendedSecret = await suspended.issue("global-administrator");
  await suspended.suspend();
  const revoked = await world.issue("global-administrator", { revokedAt: new Date() });
  const foreign = await elsewhere.issue("global-administrator");
  const unknown = `${admin.slice(0, 20)}${"0".repeat(44)}`;
  const causes: Record<string, Partial<HttpCall>> = {
    missing: { secret: null },
    empty: { secret: "" },
    malformed: { secret: "nonsense" },
    "wrong checksum": { secret: unknown },
    revoked: { secret: revoked },
    foreign: { secret: foreign },
    "on a suspended tenant": { secret: suspendedSecret, tenant: suspended.tenant.slug },
    "at the general URL": { secret: revoked, tenant: null },
    "another scheme": { secret: null, headers: [["Authorization", `Basic ${admin}`]] },
    twice: { headers: [["Authorization", `Token ${admin}`]] },
    "in the query": { path: `/api/v1/me?token=${admin}` },
  };
  const told = await Promise.all(
    Object.entries(causes).map(async ([cause, sent]) => {
      const { status, headers, text } = await call({ path: "/api/v1/me", ...sent });
      const { date, "x-request-id": requestId, ...rest } = headers;
      expect([typeof date, typeof requestId], cause).toEqual(["string", "string"]);
      return [cause, JSON.stringify([status, rest, text])] as const;
    }),
  );
  for (const [cause, answer] of told) expect(answer, cause).toBe(told[0]?.[1]);
  expect(told[0]?.[1]).toContain("401");
  await Promise.all([elsewhere.close(), suspended.close()]);
});
