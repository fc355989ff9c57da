import { request } from "node:http";
import { expect, test } from "@playwright/test";
import { connectTo, makeMember, makeTenant, makeToken } from "@/prisma/factories";
import { findCountedCalls } from "@/prisma/usage-factories";
import { freeAddress, type SecondServer, startSecondServer } from "../support/second-server";

/** What the promise about counted calls says of a process that ends: nothing is lost, or no more than the bound. */
const bound = 5_000;
/** Time for the flush that was under way, on a busy machine. */
const flushTime = 1_500;
const client = connectTo(process.env.PORTAL_TEST_APP_URL ?? "");

test.afterAll(() => client.$disconnect());

async function makeWorld(): Promise<{
  server: SecondServer;
  secret: string;
  token: { tenantId: string; tokenId: string };
}> {
  const unlimited = { API_REQUESTS_PER_MINUTE_PER_TOKEN: "1000000", API_REQUESTS_PER_MINUTE_PER_TENANT: "1000000" };
  const server = await startSecondServer(await freeAddress(), { ...unlimited, PORTAL_JOB_CONCURRENCY: "0" });
  const tenant = await makeTenant(client);
  const owner = await makeMember(client, tenant, { role: "security-reader" });
  const { id, secret } = await makeToken(client, owner, { pepper: process.env.PORTAL_TEST_PEPPER ?? "" });
  return { server, secret, token: { tenantId: tenant.id, tokenId: id } };
}

/** Calls for some time, one call after the other, and tells when each was answered. */
async function callFor(milliseconds: number, server: SecondServer, secret: string): Promise<number[]> {
  const answeredAt: number[] = [];
  for (const began = Date.now(); Date.now() - began < milliseconds; ) {
    expect(await call(server, secret)).toBe(200);
    answeredAt.push(Date.now());
  }
  return answeredAt;
}

function call({ port, baseUrl }: SecondServer, secret: string): Promise<number> {
  const headers = { host: new URL(baseUrl).host, authorization: `Token ${secret}` };
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, path: "/api/v1/me/", headers }, (answer) => {
      answer.resume().once("end", () => resolve(answer.statusCode ?? 0));
    });
    outgoing.once("error", reject).end();
  });
}

test("a server that is told to stop loses no call", async () => {
  const { server, secret, token } = await makeWorld();
  const answeredAt = await callFor(1_000, server, secret);
  await server.end("SIGTERM");
  const counted = await findCountedCalls(client, token);
  expect(counted.calls).toBe(answeredAt.length);
  expect(Math.abs((counted.lastUsedAt?.getTime() ?? 0) - (answeredAt.at(-1) ?? 0))).toBeLessThan(200);
});

test("C-2: a server that is killed loses no more than the calls of the last five seconds, and counts none twice", async () => {
  const { server, secret, token } = await makeWorld();
  const answeredAt = await callFor(9_000, server, secret);
  await server.end("SIGKILL");
  const killedAt = Date.now();
  const counted = await findCountedCalls(client, token);
  const safe = answeredAt.filter((at) => at < killedAt - bound - flushTime).length;
  expect(safe).toBeGreaterThan(0);
  expect(counted.calls).toBeGreaterThanOrEqual(safe);
  expect(counted.calls).toBeLessThanOrEqual(answeredAt.length);
  expect(counted.lastUsedAt?.getTime()).toBeGreaterThan(killedAt - bound - flushTime);
});

test("a token's first use outlives a server that is killed a moment later", async () => {
  const { server, secret, token } = await makeWorld();
  expect(await call(server, secret)).toBe(200);
  const isCounted = async () => (await findCountedCalls(client, token)).calls;
  await expect.poll(isCounted, { timeout: 2_000, intervals: [25] }).toBe(1);
  await server.end("SIGKILL");
  expect(await isCounted()).toBe(1);
});
