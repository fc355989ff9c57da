import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import {
  Agent,
  createServer,
  type IncomingMessage,
  type RequestOptions,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { forwarderTo } from "./forward";

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

const folder = mkdtempSync(path.join(tmpdir(), "portcullis-forward-"));
const socketPath = path.join(folder, "behind");
const tell = vi.fn();
const forward = forwarderTo(socketPath, tell);
let handle: Handler = (_request, response) => response.end();
const behind = createServer({ keepAliveTimeout: 0 }, (incoming, outgoing) => handle(incoming, outgoing));
const front = createServer((incoming, outgoing) => {
  outgoing.setHeader("cache-control", "private, no-store");
  forward(incoming, outgoing);
});

beforeAll(async () => {
  await Promise.all([listening(behind.listen(socketPath)), listening(front.listen(0, "127.0.0.1"))]);
});

afterAll(() => {
  for (const server of [front, behind]) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true });
});

async function listening(server: Server): Promise<void> {
  await once(server, "listening");
}

function open(options: RequestOptions = {}) {
  const { port } = front.address() as AddressInfo;
  return request({ host: "127.0.0.1", port, ...options });
}

async function answerOf(outgoing: ReturnType<typeof open>): Promise<IncomingMessage> {
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  return answer;
}

test("method, target, headers and body arrive, and so does the answer", async () => {
  handle = async (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    outgoing.writeHead(201, { "content-type": "application/json" });
    outgoing.end(
      JSON.stringify({ method, url, cookie: headers.cookie, host: headers.host, body: await text(incoming) }),
    );
  };
  const outgoing = open({
    method: "POST",
    path: "/a?b=c",
    headers: { cookie: ["a=1", "b=2"], host: "contoso.localhost" },
  });
  outgoing.end("form");
  const answer = await answerOf(outgoing);
  expect(answer.statusCode).toBe(201);
  expect(JSON.parse(await text(answer))).toEqual({
    method: "POST",
    url: "/a?b=c",
    cookie: "a=1; b=2",
    host: "contoso.localhost",
    body: "form",
  });
});

test("each of several cookies arrives, and what the entry has set stands", async () => {
  handle = (_incoming, outgoing) => {
    outgoing.setHeader("set-cookie", ["a=1; Path=/", "b=2; Path=/"]);
    outgoing.setHeader("cache-control", "public, max-age=60");
    outgoing.end("page");
  };
  const outgoing = open();
  outgoing.end();
  const { headers } = await answerOf(outgoing);
  expect(headers["set-cookie"]).toEqual(["a=1; Path=/", "b=2; Path=/"]);
  expect(headers["cache-control"]).toBe("private, no-store");
});

test("the body of a GET stays a body, and becomes no request of its own", async () => {
  const seen: string[] = [];
  handle = async (incoming, outgoing) => {
    seen.push(`${incoming.method} ${incoming.url} ${await text(incoming)}`);
    outgoing.end();
  };
  const outgoing = open({ path: "/first", headers: { "transfer-encoding": "chunked" } });
  outgoing.end("GET /second HTTP/1.1\r\nhost: a\r\n\r\n");
  await answerOf(outgoing);
  const next = open({ path: "/third" });
  next.end();
  await answerOf(next);
  expect(seen).toEqual(["GET /first GET /second HTTP/1.1\r\nhost: a\r\n\r\n", "GET /third "]);
});

test("an answer that comes before the body was read reaches the sender", async () => {
  handle = (_incoming, outgoing) => outgoing.writeHead(413, { connection: "close" }).end("too large");
  const outgoing = open({ method: "POST" });
  outgoing.on("error", () => {});
  outgoing.write(Buffer.alloc(1_000_000));
  const answer = await answerOf(outgoing);
  expect([answer.statusCode, await text(answer)]).toEqual([413, "too large"]);
  outgoing.destroy();
});

test("a body that was answered before it was read does not hold up the connection's next request", async () => {
  handle = (incoming, outgoing) =>
    incoming.method === "POST" ? outgoing.writeHead(413, { connection: "close" }).end() : outgoing.end("next");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const outgoing = open({ method: "POST", agent });
  outgoing.end(Buffer.alloc(8_000_000));
  (await answerOf(outgoing)).resume();
  const next = open({ agent });
  next.end();
  expect(await text(await answerOf(next))).toBe("next");
  agent.destroy();
});

test.each(["before", "after"])("who goes away %s the answer has begun is not worked for any longer", async (when) => {
  let working: (value: ServerResponse) => void = () => {};
  const begun = new Promise<ServerResponse>((resolve) => {
    working = resolve;
  });
  handle = (_incoming, outgoing) => {
    if (when === "after") outgoing.write("the first of many lines");
    working(outgoing);
  };
  const outgoing = open();
  outgoing.on("error", () => {});
  outgoing.end();
  if (when === "after") await answerOf(outgoing);
  const answer = await begun;
  outgoing.destroy();
  await once(answer, "close");
  expect(answer.writableFinished).toBe(false);
});

test("a form whose sender leaves at once is worked on to its end", async () => {
  const arrived = new Promise<ServerResponse>((resolve) => {
    handle = (incoming, outgoing) => (incoming.method === "POST" ? resolve(outgoing) : outgoing.end());
  });
  const left = new Promise((resolve) => {
    front.once("request", (_incoming, outgoing) => outgoing.once("close", resolve));
  });
  const outgoing = open({ method: "POST" });
  outgoing.on("error", () => {});
  outgoing.end("delete=1");
  const working = await arrived;
  outgoing.destroy();
  await left;
  // A whole request later, an end of the first one would have come through.
  const next = open();
  next.end();
  (await answerOf(next)).resume();
  expect(working.destroyed).toBe(false);
  working.end();
});

test("what breaks off behind breaks off in front, and is never taken for the whole", async () => {
  handle = (_incoming, outgoing) => {
    outgoing.write("half a pa");
    setImmediate(() => outgoing.destroy());
  };
  const outgoing = open();
  outgoing.end();
  const answer = await answerOf(outgoing);
  await expect(text(answer)).rejects.toThrow("aborted");
});

test("nobody behind: a 503 that says what to do", async () => {
  handle = (incoming) => incoming.destroy();
  const outgoing = open();
  outgoing.end();
  const answer = await answerOf(outgoing);
  expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([503, "2"]);
  expect(await text(answer)).toContain("Try again shortly");
  expect(tell).toHaveBeenCalledWith(expect.anything(), "a page was not answered");
});
