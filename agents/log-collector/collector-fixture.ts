import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { PortalClient } from "../shared/portal-client";
import type { CollectorSettings } from "./collect/collector-settings";
import { collectorPortal } from "./collector-portal";
import type { RecordingPortal } from "./recording-portal";
import { Collector } from "./run-collector";

export const silentLog = { debug() {}, info() {}, warn() {}, error() {} };
const undo: (() => Promise<void> | void)[] = [];

/** To be called after each test: stops what the fixture started, the last first, and removes its folders. */
export async function cleanUp(): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step();
}

export function afterwards(step: () => Promise<void> | void): void {
  undo.push(step);
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "portcullis-collector-"));
  afterwards(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Ports that nothing uses at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

export function settingsIn(spoolFolder: string, more: Partial<CollectorSettings> = {}): CollectorSettings {
  return {
    spoolFolder,
    limits: { spoolBytes: 100 * 1024 * 1024, keepFreeBytes: 0 },
    rotation: { bytes: 1, ageMs: 50, pauseMs: 0, bytesMaximum: 64 * 1024 * 1024 },
    host: "127.0.0.1",
    portFor: (port) => port,
    passivePorts: null,
    publicAddress: null,
    ftpUser: "collector",
    ftpPassword: "open sesame",
    tls: { certificate: null, key: null, clientCa: null },
    ...more,
  };
}

/** Connects to a port that is opened in its own time. */
export async function connected(port: number): Promise<Socket> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    try {
      await once(socket, "connect");
      return socket;
    } catch {
      await new Promise(setImmediate);
    }
  }
}

/** Sends lines over TCP and waits until the receiver has ended its side: all of them are kept then. */
export async function sendKept(port: number, lines: readonly string[]): Promise<void> {
  const socket = await connected(port);
  socket.end(lines.map((line) => `${line}\n`).join(""));
  socket.resume();
  await once(socket, "end");
}

export function numbered(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, place) => `<14>line ${from + place}`);
}

export type RunningCollector = { collector: Collector; stop: () => Promise<void>; ended: Promise<unknown> };

/** The whole collector in this process, over real HTTP with the portal. `ended` is null, or what it ended with. */
export function runCollector(portal: RecordingPortal, settings: CollectorSettings): RunningCollector {
  const url = new URL(portal.url);
  const client = new PortalClient({ url, token: "t", proxy: null, caPem: null, userAgent: "test" });
  const stop = new AbortController();
  const collector = new Collector({
    portalUrl: url,
    portal: collectorPortal(client, url),
    settings,
    program: { version: "1.0.0", hostName: "collector01" },
    log: silentLog,
    signal: stop.signal,
    newBackoff: () => ({ next: () => 10, reset() {} }),
    tickMs: 20,
  });
  const ended = collector
    .run()
    .then(
      () => null,
      (error: unknown) => error,
    )
    .finally(() => client.close());
  const stopped = async () => {
    stop.abort();
    await ended;
  };
  afterwards(stopped);
  return { collector, stop: stopped, ended };
}
