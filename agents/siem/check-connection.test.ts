import { once } from "node:events";
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from "node:net";
import { createServer as createTls } from "node:tls";
import { afterEach, beforeAll, expect, test } from "vitest";
import { makeAuthority, makeServerCertificate, type TestCertificate } from "@/e2e/support/test-certificates";
import type { SiemConfiguration } from "@/lib/domain/siem-feed";
import { AgentStop, exitCodes } from "../shared/exit-codes";
import { PortalUnavailable } from "../shared/portal-client";
import { checkConnection } from "./check-connection";
import { openReceiver } from "./transport/open-receiver";

const servers: Server[] = [];
let authority: TestCertificate;
let received: string;

beforeAll(async () => {
  authority = await makeAuthority();
});

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function read(socket: Socket): void {
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    received += chunk.toString();
  });
}

async function listen(server: Server): Promise<number> {
  received = "";
  server.on("tlsClientError", () => {});
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** Listens with a certificate that the test's authority signed. */
async function listenTls(input: Parameters<typeof makeServerCertificate>[1] = {}): Promise<number> {
  return listen(createTls({ ...(await makeServerCertificate(authority, input)) }, read));
}

function check(destination: Partial<SiemConfiguration["destination"]>, configurationError: Error | null = null) {
  return checkConnection({
    id: "5f0c3f0e-61d1-4d9f-8f6b-6a1d5b1c9a22",
    portalUrl: new URL("https://contoso.portal.example"),
    portal: {
      async configuration() {
        if (configurationError !== null) throw configurationError;
        const settings = { format: "generic-cef", timeFormat: "rfc5424" } as const;
        return {
          ...{ agentName: "splunk", version: 1, ...settings, includePriority: true, includeSystemName: true },
          destination: { host: "localhost", port: 1, protocol: "tcp", caPem: null, ...destination },
        };
      },
    },
    openReceiver,
    sender: { hostName: "agent01", agentVersion: "1.0.0" },
    now: () => 1772442907000,
  });
}

async function outcomesOf(results: ReturnType<typeof checkConnection>): Promise<string[]> {
  return (await results).map(({ step, outcome, fault }) => `${step}: ${outcome}${fault ? ` (${fault})` : ""}`);
}

test("a way that works over TCP ends with a test event that the receiver has read", async () => {
  const port = await listen(createTcp(read));
  expect(await outcomesOf(check({ port }))).toEqual([
    "portal: ok",
    "token: ok",
    "receiver-name: ok",
    "receiver-connection: ok",
    "receiver-certificate: not-applicable",
    "test-event: ok",
  ]);
  expect(received).toContain("|PORTCULLIS_CONNECTION_TEST|Connection test|0|externalId=5f0c3f0e");
});

test("over TLS a certificate of one's own authority is trusted when the authority is, and the test event arrives", async () => {
  const port = await listenTls();
  const results = await outcomesOf(check({ port, protocol: "tls", caPem: authority.cert }));
  expect(results.slice(4)).toEqual(["receiver-certificate: ok", "test-event: ok"]);
  expect(received).toContain("Connection test");
});

test.each([
  ["of an authority that nobody knows", {}, null],
  ["for another host", { host: "siem.contoso.example" }, "own"],
  ["that has expired", { validFor: 0 }, "own"],
])("a certificate %s fails at the step of the certificate, and no event is sent", async (_what, input, trusted) => {
  const port = await listenTls(input);
  const caPem = trusted === null ? null : authority.cert;
  expect((await outcomesOf(check({ port, protocol: "tls", caPem }))).slice(3)).toEqual([
    "receiver-connection: ok",
    "receiver-certificate: failed (receiver-certificate)",
    "test-event: skipped",
  ]);
  expect(received).toBe("");
});

test("a receiver that does not speak TLS fails at the certificate, one that does not listen at the connection", async () => {
  const port = await listen(createTcp((socket) => socket.on("error", () => {}).end("no TLS here\n")));
  const caPem = authority.cert;
  expect((await outcomesOf(check({ port, protocol: "tls", caPem })))[4]).toMatch(/^receiver-certificate: failed/);
  for (const server of servers.splice(0)) server.close();
  expect((await outcomesOf(check({ port })))[3]).toBe("receiver-connection: failed (receiver-refused)");
});

test("a receiver whose name nobody knows fails at its name", async () => {
  const results = await outcomesOf(check({ host: "nowhere.invalid" }));
  expect(results[2]).toBe("receiver-name: failed (receiver-unresolved)");
});

test("over UDP the event is sent and nobody says that it arrived", async () => {
  expect((await outcomesOf(check({ protocol: "udp", port: 9 }))).slice(3)).toEqual([
    "receiver-connection: not-applicable",
    "receiver-certificate: not-applicable",
    "test-event: unconfirmed",
  ]);
});

test.each([
  ["token", new AgentStop(exitCodes.invalidToken, "Invalid token")],
  ["token", new PortalUnavailable("The portal answered 403: disabled", null, 403)],
  ["portal", new PortalUnavailable("The portal cannot be reached: ECONNREFUSED")],
  ["portal", new PortalUnavailable("The portal answered 421: unknown host", null, 421)],
] as const)("the step %s fails when the portal says or does so: %s", async (step, error) => {
  const failed = (await check({}, error)).filter(({ outcome }) => outcome === "failed");
  expect(failed).toEqual([{ step, outcome: "failed", detail: error.message, fault: null }]);
});
