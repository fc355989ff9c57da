import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { EmbeddedPlace } from "./embedded-place";

/** The role that initdb makes. */
export const SUPERUSER = "postgres";

const ORPHAN_STOP_MILLISECONDS = 25_000;

/** Runs initdb. The locale is Postgres's own C.UTF-8, so that sorting and upper case are the same on every machine. */
export function makeCluster(place: EmbeddedPlace, cluster: string, superuserPassword: string): void {
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(cluster, { mode: 0o700, recursive: true });
  const passwordFile = path.join(tmpdir(), `portcullis-${randomBytes(8).toString("hex")}`);
  writeFileSync(passwordFile, `${superuserPassword}\n`, { mode: 0o600, flag: "wx" });
  try {
    if (place.uid !== undefined && place.gid !== undefined) {
      for (const item of [cluster, passwordFile]) chownSync(item, place.uid, place.gid);
    }
    const flags = ["--auth=scram-sha-256", `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, "--encoding=UTF8"];
    const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
    const { uid, gid } = place;
    const result = spawnSync(path.join(place.binaries, "initdb"), [`--pgdata=${cluster}`, ...flags, ...locale], {
      cwd: "/",
      uid,
      gid,
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
      encoding: "utf8",
    });
    if (result.status !== 0) throw new Error(`Postgres could not make its files in ${cluster}: ${reasonOf(result)}`);
  } catch (error) {
    rmSync(cluster, { recursive: true, force: true });
    throw error;
  } finally {
    unlinkSync(passwordFile);
  }
}

function reasonOf(result: { error?: Error; stderr: string | null }): string {
  const lines = (result.stderr ?? "").trim().split("\n");
  return (
    lines.find((line) => line.startsWith("initdb: error")) ?? result.error?.message ?? lines.at(-1) ?? "no reason given"
  );
}

/** The port of the last start when it is still free (so that an open psql session reconnects), any free one otherwise. */
export async function choosePort(memory: string): Promise<number> {
  const last = existsSync(memory) ? Number(readFileSync(memory, "utf8")) : 0;
  const port = (await freePort(last)) ?? (await freePort(0));
  if (port === null) throw new Error("No port is free on 127.0.0.1 for the embedded Postgres.");
  writeFileSync(memory, String(port));
  return port;
}

function freePort(wanted: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ host: "127.0.0.1", port: wanted, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === "object" ? address.port : null));
    });
  });
}

/**
 * Lets a start go on where the last one was killed: a pid file of a dead process, or of another process that got the same
 * id meanwhile, is removed; a Postgres whose keeper was killed is stopped. One that a live start serves is refused.
 * @throws Error with one sentence fit for the operator when the cluster is in use.
 */
export async function takeOverCluster(cluster: string, keeperPidFile: string): Promise<void> {
  const pidFile = path.join(cluster, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = firstNumber(pidFile);
  if (!isServerOf(pid, cluster)) return unlinkSync(pidFile);
  if (existsSync(keeperPidFile) && commandOf(firstNumber(keeperPidFile)).includes("embedded-keeper")) {
    throw new Error(
      `The database in ${cluster} is in use by another start of the portal (its Postgres is process ${pid}): ` +
        "stop that one first, or set PORTAL_DATA_DIR to another folder.",
    );
  }
  process.kill(pid, "SIGINT");
  const deadline = Date.now() + ORPHAN_STOP_MILLISECONDS;
  while (isServerOf(pid, cluster)) {
    if (Date.now() > deadline)
      throw new Error(`The Postgres process ${pid} of an earlier start does not stop: end it.`);
    await pause(20);
  }
}

function firstNumber(file: string): number {
  return Number(readFileSync(file, "utf8").split("\n")[0]);
}

function isServerOf(pid: number, cluster: string): boolean {
  return commandOf(pid).includes(cluster);
}

function commandOf(pid: number): string {
  if (!Number.isInteger(pid) || pid <= 0) return "";
  if (existsSync("/proc/self/cmdline")) {
    const file = `/proc/${pid}/cmdline`;
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }
  return spawnSync("ps", ["-ww", "-o", "args=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
}
