import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { SiemBatch, SiemConfiguration, SiemEvent } from "@/lib/domain/siem-feed";
import { AgentStop, exitCodes } from "../shared/exit-codes";
import { PortalUnavailable } from "../shared/portal-client";
import { Heartbeat } from "./heartbeat";
import { runAgent } from "./run-agent";
import type { SiemPortal } from "./siem-portal";
import { openReceiver } from "./transport/open-receiver";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const eager = { next: () => 1, reset() {} };
const sender = { hostName: "agent01", agentVersion: "1.0.0" };
const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function eventNumber(place: number): SiemEvent {
  return {
    kind: "activity",
    id: `event-${place}`,
    at: 1772442907000 + place,
    signature: "EVENT_CATEGORY_LOGIN",
    name: "Log on",
    description: "",
    user: null,
    apps: [],
    ip: null,
    policyIds: [],
    portalUrl: "",
    userAgent: null,
    targetObjects: [],
  };
}

/** The portal's promise in a few lines: what came after a cursor, and a place that only an acknowledgement moves. */
class Portal implements SiemPortal {
  acknowledged = 0;
  version = 1;
  /** Thrown by the next call instead of an answer. */
  failures: Error[] = [];

  constructor(
    readonly total: number,
    public port: number,
    readonly batch = 10,
  ) {}

  async configuration(): Promise<SiemConfiguration> {
    return {
      agentName: "siem",
      version: this.version,
      format: "generic-cef",
      timeFormat: "rfc5424",
      includePriority: true,
      includeSystemName: true,
      destination: { host: "127.0.0.1", port: this.port, protocol: "tcp", caPem: null },
    };
  }

  async events(after: string | null): Promise<SiemBatch> {
    const failure = this.failures.shift();
    if (failure) throw failure;
    const start = after === null ? this.acknowledged : Number(after);
    const end = Math.min(start + this.batch, this.total);
    return {
      configurationVersion: this.version,
      events: Array.from({ length: end - start }, (_, place) => eventNumber(start + place)),
      cursor: String(end),
      hasNext: end < this.total,
      connectionTest: null,
    };
  }

  async acknowledge(cursor: string): Promise<void> {
    this.acknowledged = Number(cursor);
    if (this.acknowledged === this.total) this.done();
  }

  async report(): Promise<null> {
    return null;
  }

  async reportTest(): Promise<void> {}

  done: () => void = () => {};
}

/** A syslog receiver that keeps what it has read. */
async function receiver(read: (text: string, server: Server) => void): Promise<{ port: number; server: Server }> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (chunk) => read(chunk.toString(), server));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => server.close());
  return { port: (server.address() as AddressInfo).port, server };
}

async function runUntilDone(portal: Portal, stop = new AbortController()): Promise<void> {
  portal.done = () => stop.abort();
  const heartbeat = new Heartbeat(portal, sender, quiet);
  await runAgent({
    portal,
    openReceiver,
    sender,
    heartbeat,
    log: quiet,
    onTest() {},
    signal: stop.signal,
    pollMs: 1,
    backoff: eager,
  });
}

function idsIn(text: string): string[] {
  return [...text.matchAll(/externalId=(\S+)/g)].map(([, id]) => id ?? "");
}

test("every event arrives once and in order, and is acknowledged when nothing goes wrong", async () => {
  let text = "";
  const { port } = await receiver((part) => {
    text += part;
  });
  const portal = new Portal(95, port);
  await runUntilDone(portal);
  expect(idsIn(text)).toEqual(Array.from({ length: 95 }, (_, place) => `event-${place}`));
});

test("what the receiver lost when it died comes again, and nothing is missing", async () => {
  let text = "";
  let deaths = 0;
  const server = createServer((socket) => {
    socket.on("error", () => {});
    if (deaths++ < 3) {
      socket.once("readable", () => socket.resetAndDestroy());
      return;
    }
    socket.on("data", (part) => {
      text += part.toString();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => server.close());
  const portal = new Portal(40, (server.address() as AddressInfo).port);
  await runUntilDone(portal);
  expect(deaths).toBe(4);
  expect(new Set(idsIn(text)).size).toBe(40);
});

test("an outage of the portal loses nothing and sends nothing twice that was confirmed", async () => {
  let text = "";
  const { port } = await receiver((part) => {
    text += part;
  });
  const portal = new Portal(30, port, 30);
  const acknowledge = portal.acknowledge.bind(portal);
  let refusals = 2;
  portal.acknowledge = async (cursor) => {
    if (refusals-- > 0) throw new PortalUnavailable("The portal answered 503: restarting");
    await acknowledge(cursor);
  };
  portal.failures = [new PortalUnavailable("refused"), new PortalUnavailable("refused")];
  await runUntilDone(portal);
  expect(idsIn(text)).toHaveLength(30);
});

test("a change of the configuration takes effect without a restart", async () => {
  let first = "";
  let second = "";
  const old = await receiver((part) => {
    first += part;
  });
  const fresh = await receiver((part) => {
    second += part;
  });
  const portal = new Portal(20, old.port);
  const acknowledge = portal.acknowledge.bind(portal);
  const events = portal.events.bind(portal);
  portal.events = async (after) => ({ ...(await events(after)), hasNext: false });
  portal.acknowledge = async (cursor) => {
    portal.port = fresh.port;
    portal.version = 2;
    await acknowledge(cursor);
  };
  await runUntilDone(portal);
  expect(idsIn(first)).toHaveLength(10);
  expect(idsIn(second)).toHaveLength(10);
});

test("an agent whose token is refused ends with the code for that", async () => {
  const { port } = await receiver(() => {});
  const portal = new Portal(10, port);
  portal.failures = [new AgentStop(exitCodes.invalidToken, "Invalid token")];
  await expect(runUntilDone(portal)).rejects.toMatchObject({ exitCode: exitCodes.invalidToken });
});
