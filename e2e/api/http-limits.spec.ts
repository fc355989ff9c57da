import { expect, test } from "@playwright/test";
import { type ApiWorld, makeApiWorld } from "../support/api-world";
import { httpCall } from "../support/http-call";
import { hostOf, rawRequest } from "../support/raw-request";
import { tokensPath } from "../support/tokens-page";

let world: ApiWorld;
let host: string;
let secret: string;

test.beforeAll(async () => {
  world = await makeApiWorld();
  host = hostOf(world.tenant.slug);
  secret = await world.issue("global-administrator");
});

test.afterAll(() => world.close());

/** A tenant's own program is served while others are up to something. */
async function expectServed(): Promise<void> {
  const answer = await httpCall({ path: "/api/v1/me", secret, tenant: world.tenant.slug });
  expect(answer.status).toBe(200);
}

const head = (path: string, method = "GET") => `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n`;
const api = (method = "GET") => `${head("/api/v1/alerts/", method)}Authorization: Token ${secret}\r\n`;

for (const path of ["/api/v1/me", "/api/v1/alerts/", tokensPath, "/sign-in", "/"])
  test(`H-03: TRACE, CONNECT and methods that nobody knows are refused at ${path}`, async () => {
    for (const method of ["TRACE", "TRACK", "CONNECT", "DEBUG", "PROPFIND", "PRI", "get"]) {
      const { statuses, text } = await rawRequest(
        `${head(path, method)}Authorization: Token ${secret}\r\nConnection: close\r\n\r\n`,
      );
      for (const status of statuses) expect(status, `${method} ${text}`).toBeGreaterThanOrEqual(400);
      expect(text, method).not.toContain(secret);
    }
  });

test("H-03: an upgrade is refused, to WebSocket and to HTTP/2, wherever it leads", async () => {
  for (const path of ["/", "/api/v1/me", "/_next/webpack-hmr", "http://127.0.0.1:22/", "http://169.254.169.254/latest"])
    for (const protocol of ["websocket", "h2c"]) {
      const { statuses, text, closed } = await rawRequest(
        `${head(path)}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: ${protocol}\r\nHTTP2-Settings: AAMAAABk\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
      );
      expect(statuses, `${protocol} ${path} ${text}`).not.toContain(101);
      expect(statuses).not.toContain(200);
      expect(closed).toBe(true);
    }
  await expectServed();
});

test("H-05: a header above the limit is refused, and so are very many", async () => {
  for (const bytes of [8_193, 16_385]) {
    const long = await rawRequest(`${api()}X-Long: ${"x".repeat(bytes)}\r\n\r\n`);
    expect(long.statuses, String(bytes)).toEqual([431]);
  }
  const many = await rawRequest(`${api()}${"X-Many: 1\r\n".repeat(100_000)}\r\n`);
  expect(many.statuses).toEqual([431]);
  expect(many.closed).toBe(true);
  const longLine = await rawRequest(`GET /api/v1/alerts/?x=${"x".repeat(20_000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  expect(longLine.statuses).toEqual([431]);
  await expectServed();
});

test("H-05: headers that never end are given up, while others are served", async () => {
  test.setTimeout(90_000);
  const slow = Array.from({ length: 50 }, () => rawRequest(`${api()}X-Slow: `, 60_000));
  await expectServed();
  for (const { statuses, closed } of await Promise.all(slow)) {
    expect(closed).toBe(true);
    expect(statuses.filter((status) => status !== 408)).toEqual([]);
  }
  await expectServed();
});

test("H-05: deep, wide and huge JSON costs the portal neither its life nor the others' time", async () => {
  const bodies = [
    `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`,
    `{"filters":${"[".repeat(30_000)}${"]".repeat(30_000)}}`,
    `{"filters":{"severity":{"eq":[${"1,".repeat(30_000)}1]}}}`,
    `{${Array.from({ length: 5_000 }, (_, place) => `"k${place}":1`).join(",")}}`,
    `{"filters":{"text":{"contains":["${"a".repeat(60_000)}"]}}}`,
    `{"limit":1e308,"skip":${"9".repeat(400)}}`,
  ];
  for (const body of bodies) {
    const answer = await httpCall({ method: "POST", path: "/api/v1/alerts/", body, secret, tenant: world.tenant.slug });
    expect([200, 400, 413], body.slice(0, 40)).toContain(answer.status);
    await expectServed();
  }
});

/** The refusal comes at once; the connection stays for some seconds, for senders that read only when they have sent all. */
const untilRefused = 1_500;

test("H-05: a body above the limit is refused before it has come, with its length told or not", async () => {
  const statuses: number[] = [];
  for (let round = 0; round < 5; round++) {
    const declared = await rawRequest(
      `${api("POST")}Content-Length: 1000000000\r\n\r\n${"x".repeat(200_000)}`,
      untilRefused,
    );
    const endless = `${api("POST")}Transfer-Encoding: chunked\r\n\r\n${`10000\r\n${"x".repeat(65_536)}\r\n`.repeat(20)}`;
    statuses.push(...declared.statuses, ...(await rawRequest(endless, untilRefused)).statuses);
  }
  // A connection that is reset while it sends may lose its answer, but not each of ten.
  expect(new Set(statuses)).toEqual(new Set([413]));
  await expectServed();
});
