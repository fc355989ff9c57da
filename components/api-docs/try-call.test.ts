import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readyCall, sendCall, type WrittenCall } from "./try-call";

const origin = "https://contoso.portal.example.com";
const call: WrittenCall = { method: "POST", path: "/api/v1/alerts/?limit=1", token: "pcu1abc", body: "{}" };

describe("a written call", () => {
  test("becomes a request with the token and without cookies", () => {
    expect(readyCall(call, origin)).toEqual({
      url: `${origin}/api/v1/alerts/?limit=1`,
      init: {
        method: "POST",
        headers: { authorization: "Token pcu1abc", "content-type": "application/json" },
        body: "{}",
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
      },
    });
  });

  test.each([" pcu1abc\n", "Token pcu1abc", "bearer  pcu1abc"])("takes a token as people paste it: %j", (token) => {
    expect(readyCall({ ...call, token }, origin)).toMatchObject({
      init: { headers: { authorization: "Token pcu1abc" } },
    });
  });

  test.each(["", "   ", "two words", "權杖", "a\nb"])("is not sent with what is no token: %j", (token) => {
    expect(readyCall({ ...call, token }, origin)).toEqual({ part: "token" });
  });

  test.each([
    "https://elsewhere.example/api/v1/me",
    "//elsewhere.example/api/",
    "/sign-in",
    "/api/../settings",
    "http://[",
  ])("never leaves the API of the page's own origin: %s", (path) => {
    expect(readyCall({ ...call, path }, origin)).toEqual({ part: "path" });
  });

  test("is not sent with a body that is not JSON, and says why", () => {
    expect(readyCall({ ...call, body: "{" }, origin)).toEqual({
      part: "body",
      reason: expect.stringContaining("JSON"),
    });
  });
});

describe("a call that is sent", () => {
  let received: IncomingHttpHeaders = {};
  const server = createServer(async (request, response) => {
    received = request.headers;
    await text(request);
    const isLarge = request.url?.includes("large");
    response.writeHead(429, { "Retry-After": "7", "RateLimit-Remaining": "0", "X-Other": "hidden" });
    response.end(isLarge ? "x".repeat(300_000) : '{"error":true}');
  });
  let local: string;

  beforeAll(async () => {
    await once(server.listen(0, "127.0.0.1"), "listening");
    local = `http://127.0.0.1:${Object(server.address()).port}`;
  });
  afterAll(() => {
    server.close();
  });

  async function sent(path: string) {
    const ready = readyCall({ ...call, path }, local);
    if ("part" in ready) throw new Error(`not sent for its ${ready.part}`);
    return sendCall(ready, AbortSignal.timeout(5_000));
  }

  test("tells status, time, the headers that matter, and the body indented", async () => {
    const answer = await sent("/api/v1/alerts/");
    expect(answer).toMatchObject({ status: 429, body: '{\n  "error": true\n}', isCut: false });
    expect(answer.headers).toEqual([
      ["RateLimit-Remaining", "0"],
      ["Retry-After", "7"],
    ]);
    expect(answer.milliseconds).toBeGreaterThanOrEqual(0);
    expect(received.authorization).toBe("Token pcu1abc");
    expect(received.cookie).toBeUndefined();
  });

  test("shows the beginning of a body that no page could show whole", async () => {
    const answer = await sent("/api/v1/large");
    expect(answer.body).toHaveLength(200_000);
    expect(answer.isCut).toBe(true);
  });
});
