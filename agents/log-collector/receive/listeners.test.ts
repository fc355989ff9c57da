import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { afterEach, expect, test } from "vitest";
import { makeAuthority, makeServerCertificate } from "@/e2e/support/test-certificates";
import { silentLog } from "../collector-fixture";
import { listenDatagrams } from "./listen-datagrams";
import { listenStream } from "./listen-stream";
import type { Listener, Sink } from "./sink";

const listeners: Listener[] = [];
const clients: Socket[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const listener of listeners.splice(0)) await listener.close();
});

/** A sink that says what it was asked, in order; `gate` holds appends up. */
class RecordingSink implements Sink {
  readonly calls: string[] = [];
  dropped = 0;
  gate: Promise<void> = Promise.resolve();
  onCall: () => void = () => {};

  async append(bytes: Buffer): Promise<void> {
    await this.gate;
    this.#note(bytes.toString());
  }

  appendOrDrop(bytes: Buffer): void {
    this.#note(bytes.toString());
  }

  async sync(): Promise<void> {
    this.#note("sync");
  }

  countDropped(lines: number): void {
    this.dropped += lines;
  }

  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => {
      this.onCall = () => condition() && resolve();
    });
  }

  #note(call: string): void {
    this.calls.push(call);
    this.onCall();
  }
}

async function stream(sink: Sink, tls: Parameters<typeof listenStream>[0]["tls"] = null): Promise<number> {
  const listener = await listenStream({ host: "127.0.0.1", port: 0, tls, sink, log: silentLog });
  listeners.push(listener);
  return listener.port;
}

async function client(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  clients.push(socket);
  await once(socket, "connect");
  socket.resume();
  return socket;
}

test("a sender that ends its side gets the receiver's end when all it sent is synced, and not before", async () => {
  const sink = new RecordingSink();
  const socket = await client(await stream(sink));
  let open = () => {};
  sink.gate = new Promise((resolve) => {
    open = resolve;
  });
  let callsAtEnd: string[] = [];
  const ended = once(socket, "end").then(() => {
    callsAtEnd = [...sink.calls];
  });
  socket.end("<14>one\n<14>two\n");
  await once(socket, "finish");
  expect(sink.calls).toEqual([]);
  open();
  await ended;
  expect(callsAtEnd).toEqual(["<14>one\n<14>two\n", "sync"]);
});

test("a sender is held up while there is no room, and nothing of what it sent is lost", async () => {
  const sink = new RecordingSink();
  const socket = await client(await stream(sink));
  let open = () => {};
  sink.gate = new Promise((resolve) => {
    open = resolve;
  });
  const block = `<14>${"x".repeat(1_000)}\n`.repeat(1_000);
  let written = 0;
  // More than the buffers of both systems hold, so that it cannot end while nothing is taken.
  const total = 20;
  for (; written < total; written++) socket.write(block);
  socket.end();
  let hasEnded = false;
  const ended = once(socket, "end").then(() => {
    hasEnded = true;
  });
  expect(socket.writableLength).toBeGreaterThan(0);
  expect(hasEnded).toBe(false);
  open();
  await ended;
  expect(sink.calls.filter((call) => call !== "sync").join("")).toBe(block.repeat(total));
});

test("a connection that breaks off is not confirmed, and the others go on", async () => {
  const sink = new RecordingSink();
  const port = await stream(sink);
  const broken = await client(port);
  broken.write("<14>one\n<14>half of a li");
  await sink.until(() => sink.calls.length > 0);
  broken.resetAndDestroy();
  const other = await client(port);
  other.end("<14>two\n");
  await once(other, "end");
  expect(sink.calls).toEqual(["<14>one\n", "<14>two\n", "sync"]);
});

test("a listener that closes ends its connections without confirming them", async () => {
  const sink = new RecordingSink();
  const socket = await client(await stream(sink));
  let hasEnded = false;
  socket.once("end", () => {
    hasEnded = true;
  });
  const broken = once(socket, "error");
  socket.write("<14>one\n");
  await sink.until(() => sink.calls.length > 0);
  for (const listener of listeners.splice(0)) await listener.close();
  await broken;
  expect({ hasEnded, calls: sink.calls }).toEqual({ hasEnded: false, calls: ["<14>one\n"] });
});

test("over TLS a device with a certificate of the right authority is heard, and one without is not", async () => {
  const authority = await makeAuthority();
  const server = await makeServerCertificate(authority);
  const device = await makeServerCertificate(authority, { host: "device" });
  const sink = new RecordingSink();
  const port = await stream(sink, { ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: true });
  const trusted = connectTls({ port, host: "localhost", ca: authority.cert, ...device });
  clients.push(trusted);
  trusted.resume();
  trusted.end("11 <14>counted");
  await once(trusted, "end");
  expect(sink.calls).toEqual(["<14>counted\n", "sync"]);
  const stranger = connectTls({ port, host: "localhost", ca: authority.cert });
  clients.push(stranger);
  const refused = new Promise((resolve) => stranger.once("close", resolve));
  stranger.on("error", () => {});
  stranger.write("<14>not heard\n");
  await refused;
  expect(sink.calls).toHaveLength(2);
});

test("each datagram is one line, whatever line ends it holds", async () => {
  const sink = new RecordingSink();
  const listener = await listenDatagrams({ host: "127.0.0.1", port: 0, sink, log: silentLog });
  listeners.push(listener);
  const sender = createSocket("udp4");
  for (const text of ["<14>one\r\n", "<14>two\nparts", "<14>three"]) sender.send(text, listener.port, "127.0.0.1");
  await sink.until(() => sink.calls.join("").split("\n").length > 3);
  sender.close();
  expect(sink.calls.join("").split("\n").sort()).toEqual(["", "<14>one", "<14>three", "<14>two parts"]);
});

test("a port that is taken is a fault that names it", async () => {
  const port = await stream(new RecordingSink());
  const second = listenStream({ host: "127.0.0.1", port, tls: null, sink: new RecordingSink(), log: silentLog });
  await expect(second).rejects.toMatchObject({
    fault: "port-in-use",
    message: expect.stringContaining(`port ${port}`),
  });
});
