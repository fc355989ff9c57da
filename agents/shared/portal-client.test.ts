import { once } from "node:events";
import { createServer as createHttp, type Server } from "node:http";
import { createServer as createHttps } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { makeAuthority, makeServerCertificate } from "@/e2e/support/test-certificates";
import { PortalClient } from "./portal-client";

const servers: Server[] = [];
const token = `pcs1${"x".repeat(60)}`;

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A portal behind TLS, whose certificate an authority of the test signed. */
async function portalAt(host: string, validFor = 30): Promise<{ url: URL; caPem: string; calls: string[] }> {
  const authority = await makeAuthority();
  const calls: string[] = [];
  const server = createHttps(await makeServerCertificate(authority, { host, validFor }), (request, response) => {
    calls.push(`${request.headers.host} ${request.headers.authorization}`);
    response.setHeader("content-type", "application/json").end("{}");
  });
  server.on("tlsClientError", () => {});
  const port = await listen(server);
  return { url: new URL(`https://contoso.localhost:${port}`), caPem: authority.cert, calls };
}

/** A proxy as companies have it: CONNECT and nothing else. It keeps what it was asked, and all that it saw go by. */
async function connectProxy(): Promise<{ proxy: URL; asked: string[]; seen: () => string }> {
  const asked: string[] = [];
  let seen = "";
  const server = createHttp((_request, response) => response.writeHead(405).end());
  server.on("connect", (request, client, head) => {
    asked.push(request.url ?? "");
    const port = Number(request.url?.split(":")[1]);
    const upstream = connect({ host: "127.0.0.1", port }, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.write(head);
      client.on("data", (chunk) => {
        seen += chunk.toString("latin1");
      });
      client.pipe(upstream).pipe(client);
    });
    for (const socket of [client, upstream]) socket.on("error", () => {});
  });
  const port = await listen(server);
  return { proxy: new URL(`http://127.0.0.1:${port}`), asked, seen: () => seen };
}

function call(settings: { url: URL; caPem: string | null; proxy?: URL }) {
  const client = new PortalClient({ token, userAgent: "test", proxy: null, ...settings });
  return client.call("GET", "/api/v1/agents/siem/self/", null, z.object({})).finally(() => client.close());
}

test("through a CONNECT proxy the portal gets the call, and the proxy sees nothing but whom it is for", async () => {
  const { url, caPem, calls } = await portalAt("contoso.localhost");
  const { proxy, asked, seen } = await connectProxy();
  await call({ url, caPem, proxy });
  expect(asked).toEqual([url.host]);
  expect(calls).toEqual([`${url.host} Token ${token}`]);
  expect(seen().length).toBeGreaterThan(0);
  expect(seen()).not.toContain(token);
});

test("a proxy that is not there is said to be so, without the token", async () => {
  const { url, caPem } = await portalAt("contoso.localhost");
  const { proxy } = await connectProxy();
  for (const server of servers.splice(1)) server.close();
  const failure = await call({ url, caPem, proxy }).catch((error: unknown) => error);
  expect(String(failure)).toContain("The portal cannot be reached");
  expect(String(failure)).not.toContain(token);
});

test.each([
  ["of an authority that nobody knows", "contoso.localhost", 30, false],
  ["for another host", "fabrikam.localhost", 30, true],
  ["that has expired", "contoso.localhost", 0, true],
])("a portal with a certificate %s gets no token", async (_what, host, validFor, isTrusted) => {
  const { url, caPem, calls } = await portalAt(host, validFor);
  await expect(call({ url, caPem: isTrusted ? caPem : null })).rejects.toThrow("The portal cannot be reached");
  expect(calls).toEqual([]);
});
