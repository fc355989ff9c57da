import { mkdtempSync, rmSync } from "node:fs";
import { createServer as createHttps } from "node:https";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { makeAuthority, makeServerCertificate } from "@/e2e/support/test-certificates";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { type AuditStreamInput, auditStreamSettings } from "../domain/audit-stream";
import { removeAuditStream, saveAuditStream, tryAuditStream, viewAuditStream } from "./audit-streams";
import { recordEvent } from "./record-event";
import { sendDue } from "./stream-events";

process.env.PORTAL_STREAM_NETWORKS = "127.0.0.0/8";
const files = mkdtempSync(path.join(tmpdir(), "portcullis-stream-"));
process.env.PORTAL_DATA_DIR = files;

const client = appClient();
const never = new AbortController().signal;
const servers: Server[] = [];
const jsonLine = z.looseObject({
  seq: z.number(),
  action: z.string(),
  hash: z.string(),
  target: z.looseObject({ name: z.string() }),
});

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

afterAll(() => rmSync(files, { recursive: true, force: true }));

async function listen<S extends Server>(server: S): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
}

/** A SIEM that takes syslog over TCP and tells the messages, one for each frame. */
async function startSiem(onSocket: (socket: Socket) => void = () => undefined) {
  const chunks: Buffer[] = [];
  const port = await listen(
    createServer((socket) => {
      onSocket(socket);
      socket.on("data", (chunk) => chunks.push(chunk));
      socket.on("error", () => undefined);
    }),
  );
  return { port, messages: () => framesOf(Buffer.concat(chunks)) };
}

function framesOf(bytes: Buffer): string[] {
  const frames: string[] = [];
  for (let place = 0; place < bytes.length; ) {
    const space = bytes.indexOf(" ", place);
    const end = space + 1 + Number(bytes.subarray(place, space).toString());
    frames.push(bytes.subarray(space + 1, end).toString());
    place = end;
  }
  return frames;
}

function settings(given: Partial<AuditStreamInput>) {
  return auditStreamSettings.parse({
    target: "syslog-tcp",
    format: "json",
    host: "127.0.0.1",
    port: 514,
    path: "",
    caPem: null,
    authorization: "",
    isEnabled: true,
    sendsExisting: true,
    ...given,
  });
}

async function administrator(): Promise<TestMember> {
  return makeMember(client, await makeTenant(client), { role: "global-administrator" });
}

async function write(member: TestMember, names: readonly string[]): Promise<void> {
  for (const name of names)
    await withTenant(member.tenant.id, (tx) =>
      recordEvent(tx, callerOf(member), { action: "token.revoked", target: { kind: "token", id: name, name } }),
    );
}

function parsed(messages: readonly string[]) {
  return messages.map((message) => jsonLine.parse(JSON.parse(message.slice(message.indexOf("{")))));
}

describe("the audit log of a tenant", () => {
  test("reaches a syslog receiver whole, in its order, with its chain", async () => {
    const [ada, siem] = await Promise.all([administrator(), startSiem()]);
    await write(ada, ["first", "second"]);
    await saveAuditStream(callerOf(ada), settings({ port: siem.port }));
    expect(await sendDue(new Date(), never)).toBe(1);
    const lines = parsed(siem.messages());
    expect(lines.map(({ seq, action }) => [seq, action])).toEqual([
      [1, "token.revoked"],
      [2, "token.revoked"],
      [3, "audit.stream-changed"],
    ]);
    expect(siem.messages()[0]).toMatch(
      new RegExp(`^<109>1 \\S+Z ${ada.tenant.slug}\\.localhost portcullis - audit - \\{`),
    );
    expect(lines.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
    expect(await viewAuditStream(callerOf(ada))).toMatchObject({ sent: 3, waiting: 0, fault: null });
    expect(await sendDue(new Date(), never)).toBe(0);
  });

  test("is sent from now on when the past is not wanted, and never another tenant's", async () => {
    const [ada, bob, siem] = await Promise.all([administrator(), administrator(), startSiem()]);
    await write(ada, ["old"]);
    await saveAuditStream(callerOf(ada), settings({ port: siem.port, sendsExisting: false }));
    await Promise.all([write(ada, ["new"]), write(bob, ["foreign"])]);
    await sendDue(new Date(), never);
    expect(parsed(siem.messages()).map(({ target }) => target.name)).toEqual([ada.tenant.slug, "new"]);
  });

  test("A-03: cannot forge a second line, whatever a name holds, in either format", async () => {
    const hostile = "a\r\nb\u001b[2Jc\u2028d\u2029e\u0085f|x=y\\";
    for (const format of ["json", "cef"] as const) {
      const [ada, siem] = await Promise.all([administrator(), startSiem()]);
      await write(ada, [hostile]);
      await saveAuditStream(callerOf(ada), settings({ port: siem.port, format }));
      await sendDue(new Date(), never);
      expect(siem.messages()).toHaveLength(2);
      for (const message of siem.messages()) expect(message).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    }
  });

  test("waits for a receiver that is away, longer each time, and is then sent without a gap", async () => {
    const [ada, siem] = await Promise.all([administrator(), startSiem()]);
    const port = siem.port;
    await new Promise((resolve) => servers.pop()?.close(resolve));
    await saveAuditStream(callerOf(ada), settings({ port }));
    const start = Date.now() + 1_000;
    const at = (seconds: number) => new Date(start + seconds * 1_000);
    expect(await sendDue(at(0), never)).toBe(1);
    expect(await sendDue(at(4), never)).toBe(0);
    expect(await sendDue(at(6), never)).toBe(1);
    expect(await sendDue(at(15), never)).toBe(0);
    expect(await viewAuditStream(callerOf(ada))).toMatchObject({
      waiting: 1,
      fault: { kind: "refused-connection", since: at(0).toISOString(), nextAttemptAt: at(16).toISOString() },
    });
    const chunks: Buffer[] = [];
    const again = createServer((socket) => socket.on("data", (chunk) => chunks.push(chunk)));
    servers.push(again);
    await new Promise<void>((resolve) => again.listen(port, "127.0.0.1", resolve));
    await sendDue(at(17), never);
    expect(parsed(framesOf(Buffer.concat(chunks))).map(({ seq }) => seq)).toEqual([1]);
    expect(await viewAuditStream(callerOf(ada))).toMatchObject({ waiting: 0, fault: null });
  });

  test("is sent again when the receiver broke off before it had read it", async () => {
    const ada = await administrator();
    const dying = await startSiem((socket) => socket.resetAndDestroy());
    await saveAuditStream(callerOf(ada), settings({ port: dying.port }));
    await sendDue(new Date(), never);
    expect(await viewAuditStream(callerOf(ada))).toMatchObject({ sent: 0, waiting: 1, fault: { kind: "closed" } });
  });

  test("goes by HTTPS with its secret, to a receiver whose certificate is trusted and to no other", async () => {
    const ada = await administrator();
    const bodies: { authorization: string | undefined; body: string }[] = [];
    let status = 503;
    const authority = await makeAuthority();
    const port = await listen(
      createHttps(await makeServerCertificate(authority), async (request, response) => {
        bodies.push({ authorization: request.headers.authorization, body: await text(request) });
        response.writeHead(status).end();
      }),
    );
    const https = { target: "https", host: "localhost", port, path: "/in", authorization: "Splunk key-1" } as const;
    expect(await tryAuditStream(callerOf(ada), settings(https))).toMatchObject({ fault: { kind: "certificate" } });
    await saveAuditStream(callerOf(ada), settings({ ...https, caPem: authority.cert }));
    await sendDue(new Date(), never);
    expect((await viewAuditStream(callerOf(ada)))?.fault).toMatchObject({ kind: "status", detail: "HTTP 503" });
    status = 200;
    await saveAuditStream(callerOf(ada), settings({ ...https, caPem: authority.cert, authorization: null }));
    await sendDue(new Date(), never);
    expect(bodies.at(-1)?.authorization).toBe("Splunk key-1");
    expect(parsed(bodies.at(-1)?.body.trim().split("\n") ?? []).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test("keeps its secret sealed, out of the page, and away from another receiver", async () => {
    const ada = await administrator();
    const first = settings({ target: "https", host: "siem.example.com", port: 443, authorization: "Bearer canary-1" });
    await saveAuditStream(callerOf(ada), first);
    const rows = await withTenant(
      ada.tenant.id,
      (tx) => tx.$queryRaw`select audit_stream::text as row from audit_stream`,
    );
    expect(JSON.stringify(rows)).not.toContain("canary-1");
    expect(JSON.stringify(rows)).not.toContain(Buffer.from("canary-1").toString("hex"));
    const seen = await viewAuditStream(callerOf(ada));
    expect(seen).toMatchObject({ hasAuthorization: true });
    expect(JSON.stringify(seen)).not.toContain("canary-1");
    await saveAuditStream(callerOf(ada), settings({ ...first, host: "evil.example.com", authorization: null }));
    expect(await viewAuditStream(callerOf(ada))).toMatchObject({ hasAuthorization: false });
  });

  test("is tried out without storing anything, and a receiver inside the network is not reached", async () => {
    const [ada, siem] = await Promise.all([administrator(), startSiem()]);
    expect(await tryAuditStream(callerOf(ada), settings({ port: siem.port }))).toEqual({ fault: null });
    expect(siem.messages()[0]).toContain("audit.stream-tested");
    expect(await viewAuditStream(callerOf(ada))).toBeNull();
    for (const host of ["169.254.169.254", "10.0.0.1", "::1", "[::ffff:10.0.0.1]".slice(1, -1)])
      expect(await tryAuditStream(callerOf(ada), settings({ host }))).toMatchObject({
        fault: { kind: "refused-address" },
      });
  });

  test("is streamed by full administrators alone, whose changes are in it", async () => {
    const ada = await administrator();
    const reader = await makeMember(client, ada.tenant, { role: "global-reader" });
    const wanted = settings({ host: "siem.example.com" });
    for (const attempt of [
      () => viewAuditStream(callerOf(reader)),
      () => saveAuditStream(callerOf(reader), wanted),
      () => removeAuditStream(callerOf(reader)),
      () => tryAuditStream(callerOf(reader), wanted),
    ])
      await expect((async () => attempt())()).rejects.toMatchObject({ code: "forbidden" });
    await saveAuditStream(callerOf(ada), wanted);
    await removeAuditStream(callerOf(ada));
    await expect(removeAuditStream(callerOf(ada))).rejects.toMatchObject({ code: "not-found" });
    const told = await withTenant(ada.tenant.id, (tx) =>
      tx.auditEvent.findMany({ where: { tenantId: ada.tenant.id }, select: { action: true }, orderBy: { id: "asc" } }),
    );
    expect(told.map(({ action }) => action)).toEqual(["audit.stream-changed", "audit.stream-removed"]);
  });
});
