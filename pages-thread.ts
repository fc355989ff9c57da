import { once } from "node:events";
import { createServer } from "node:http";
import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import next from "next";
import { env } from "./lib/env";
import { closeAll } from "./lib/process-once";
import { journalKeeper } from "./lib/revocation/journal-keeper";
import type { FromPages, PagesPlace, ToPages } from "./lib/web/pages-in-thread";

/** As Unix counts: 0 is usual, 19 waits for everybody. */
const politeness = 10;

/*
 * The thread of the pages: Next, and the use-cases that pages and actions call, with database connections of their own. What
 * it is asked comes from the entry of serve-portal.ts through a socket that nobody else reaches.
 */
const port = parentPort;
if (port === null) throw new Error("pages-thread.ts runs as a thread of server.ts");
const say = (message: FromPages) => port.postMessage(message);

// Calls come first where both want the same core. Linux knows a thread's own priority, others only the process's.
if (process.platform === "linux") setPriority(politeness);

const { socketPath } = workerData as PagesPlace;
const portal = next({ dev: false, dir: process.cwd(), port: env().PORT });
// The entry has bounded head and body, and a connection that it keeps must not end under its next request.
const server = createServer(
  { maxHeaderSize: 65_536, headersTimeout: 0, requestTimeout: 0, keepAliveTimeout: 0 },
  portal.getRequestHandler(),
);

let asked = 0;
const waiting = new Map<number, () => void>();
journalKeeper().keeper = () =>
  new Promise((resolve) => {
    asked += 1;
    waiting.set(asked, resolve);
    say({ type: "note-revocations", id: asked });
  });

port.on("message", (message: ToPages) => {
  if (message.type === "stop") return void stop();
  waiting.get(message.id)?.();
  waiting.delete(message.id);
});
// Before it is asked anything: once prepared, Next loads all pages and lets nothing else happen meanwhile.
await once(server.listen(socketPath), "listening");
await portal.prepare();
say({ type: "ready" });

async function stop(): Promise<void> {
  const served = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await served;
  await closeAll();
  process.exit(0);
}
