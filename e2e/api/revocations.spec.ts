import { expect, test } from "@playwright/test";
import { type ApiWorld, makeApiWorld } from "../support/api-world";
import { httpCall } from "../support/http-call";

let world: ApiWorld;

test.beforeAll(async () => {
  world = await makeApiWorld();
});

test.afterAll(() => world.close());

function report(body: unknown, tenant: string | null) {
  return httpCall({
    method: "POST",
    path: "/api/v1/revocations",
    secret: null,
    tenant,
    body: JSON.stringify(body),
    headers: [["Content-Type", "application/json"]],
  });
}

test("T-14: whoever presents a token ends it, and learns nothing from the answer", async () => {
  const secret = await world.issue("security-reader");
  const own = { path: "/api/v1/me", secret, tenant: world.tenant.slug };
  expect((await httpCall(own)).status).toBe(200);
  const first = await report({ tokens: [`secret-token:${secret}`] }, null);
  const again = await report({ tokens: [secret] }, world.tenant.slug);
  const never = await report({ tokens: ["x".repeat(64)] }, null);
  for (const answer of [first, again, never]) {
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('{"received":1}');
  }
  const names = (headers: object) => Object.keys(headers).sort();
  expect(names(again.headers)).toEqual(names(first.headers));
  expect(names(never.headers)).toEqual(names(first.headers));
  expect((await httpCall(own)).status).toBe(401);
});

test("T-14: a report that cannot be read is refused without repeating it", async () => {
  const secret = await world.issue("security-reader");
  for (const body of [{}, { tokens: [] }, { tokens: secret }, { tokens: [1] }, { tokens: Array(501).fill("x") }]) {
    const answer = await report(body, null);
    expect(answer.status, JSON.stringify(body)).toBe(400);
    expect(answer.text).not.toContain(secret);
  }
  expect((await httpCall({ path: "/api/v1/me", secret, tenant: world.tenant.slug })).status).toBe(200);
});
