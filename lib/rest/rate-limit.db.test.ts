import type { FastifyInstance } from "fastify";
import { afterEach, expect, test } from "vitest";
import { makeMember, makeTenant, makeToken } from "@/prisma/factories";
import { appClient } from "../db/client";
import { env } from "../env";
import { buildApi, type RateLimits } from "./app";

const started: FastifyInstance[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((api) => api.close()));
});

test("a token over its limit is refused on every process with the seconds to wait; another token is not", async () => {
  const { first, second } = await tokens();
  const [one, other] = [await api({ perToken: 5, perTenant: 100 }), await api({ perToken: 5, perTenant: 100 })];
  for (const [index, process] of [one, other, one, one, one].entries()) {
    const answer = await list(process, first);
    expect(answer.statusCode, `request ${index + 1}`).toBe(200);
    expect(answer.headers).toMatchObject({ "ratelimit-limit": "5" });
    expect(Number(answer.headers["ratelimit-reset"])).toBeGreaterThan(0);
  }
  for (const process of [one, other]) {
    const answer = await list(process, first);
    expect(answer.statusCode).toBe(429);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(50);
    expect(Number(answer.headers["retry-after"])).toBeLessThanOrEqual(60);
    expect((await list(process, second)).statusCode).toBe(200);
  }
});

test("all tokens of a tenant share its limit, and another tenant has its own", async () => {
  const { first, second } = await tokens();
  const { first: stranger } = await tokens();
  const [one, other] = [await api({ perToken: 100, perTenant: 6 }), await api({ perToken: 100, perTenant: 6 })];
  const statuses = [];
  for (const secret of [first, second, first, second, first, second, first, second]) {
    statuses.push((await list(statuses.length % 2 === 0 ? one : other, secret)).statusCode);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
  expect((await list(one, stranger)).statusCode).toBe(200);
});

test("what is left goes down by one with each request of a process", async () => {
  const { first } = await tokens();
  const process = await api({ perToken: 40, perTenant: 100 });
  const left = [];
  for (let i = 0; i < 10; i += 1) left.push(Number((await list(process, first)).headers["ratelimit-remaining"]));
  expect(left).toEqual([39, 38, 37, 36, 35, 34, 33, 32, 31, 30]);
});

async function tokens(): Promise<{ first: string; second: string }> {
  const client = appClient();
  const owner = await makeMember(client, await makeTenant(client), { role: "security-reader" });
  const pepper = env().PORTAL_TOKEN_PEPPER;
  const [first, second] = [await makeToken(client, owner, { pepper }), await makeToken(client, owner, { pepper })];
  return { first: first.secret, second: second.secret };
}

/** An API as one process has it. */
async function api(limits: RateLimits): Promise<FastifyInstance> {
  const app = await buildApi({
    tenantOfHost: async () => ({ kind: "base" }),
    clientAddress: () => "192.0.2.1",
    limits,
  });
  started.push(app);
  return app;
}

function list(app: FastifyInstance, secret: string) {
  return app.inject({ method: "GET", url: "/api/v1/alerts/?limit=1", headers: { authorization: `Token ${secret}` } });
}
