/**
 * Keeps one Postgres server running for the process that started this one, and stops it cleanly when that process says
 * so, ends, or is killed.
 *
 * It is a process of its own because Ctrl-C in a terminal reaches every process of the foreground group at once: Postgres
 * must outlive the portal by the moment in which the portal writes its last batches. Started detached, with an IPC channel
 * and one JSON argument (see `KeeperOrder` in embedded.ts).
 */
import { spawn } from "node:child_process";
import { openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const POLL_MILLISECONDS = 20;
const FAST_SHUTDOWN_MILLISECONDS = 20_000;

const order = JSON.parse(process.argv[2] ?? "{}");
const log = openSync(order.logFile, "a", 0o600);
writeFileSync(order.pidFile, String(process.pid));
const postgres = spawn(order.binary, ["-D", order.directory, ...order.flags], {
  cwd: "/",
  uid: order.uid,
  gid: order.gid,
  env: { PATH: process.env.PATH ?? "", LC_ALL: "C", TZ: "UTC", PGTZ: "UTC" },
  stdio: ["ignore", log, log],
});

let isStopping = false;
const readiness = setInterval(reportReadiness, POLL_MILLISECONDS);

postgres.on("error", (error) => end({ type: "failed", reason: error.message }));
postgres.on("exit", () => end({ type: isStopping ? "stopped" : "failed", reason: "Postgres stopped by itself" }));
process.on("message", stop);
process.on("disconnect", stop);
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
process.on("SIGHUP", () => {});

function reportReadiness() {
  const lines = readPidFile();
  if (lines[0] !== String(postgres.pid) || lines[7]?.trim() !== "ready") return;
  clearInterval(readiness);
  tell({ type: "ready", pid: postgres.pid });
}

function readPidFile() {
  try {
    return readFileSync(path.join(order.directory, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

/** Fast shutdown (SIGINT: no new connections, open transactions rolled back), and the immediate one if that takes too long. */
function stop() {
  if (isStopping) return;
  isStopping = true;
  clearInterval(readiness);
  postgres.kill("SIGINT");
  setTimeout(() => postgres.kill("SIGQUIT"), FAST_SHUTDOWN_MILLISECONDS).unref();
}

function end(message) {
  clearInterval(readiness);
  for (const folder of [order.pidFile, ...order.removeWhenStopped]) rmSync(folder, { recursive: true, force: true });
  tell(message);
  if (process.connected) process.disconnect();
  process.exit(0);
}

function tell(message) {
  if (process.connected) process.send(message);
}
