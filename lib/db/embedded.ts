import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { choosePort, makeCluster, SUPERUSER, takeOverCluster } from "./embedded-cluster";
import { choosePlace } from "./embedded-place";

export type EmbeddedPostgres = {
  /** Connection of the cluster's superuser to the database `postgres`; for making roles and databases only. */
  adminUrl: string;
  port: number;
  /** Where the cluster's files are when they could not be kept in the data folder; null when they are in it. */
  placedElsewhere: string | null;
  /** Becomes a sentence when Postgres ended without having been asked to; stays pending otherwise. */
  failed: Promise<string>;
  /** Stops Postgres cleanly; resolves once it is gone. Safe to call twice. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** Folder of this installation's own files; the cluster is made in `postgres` below it at the first start. */
  dataDirectory: string;
  superuserPassword: string;
  /** For tests: gives up durability for speed and removes the data folder once Postgres has stopped. */
  isThrowaway?: boolean;
};

/** What the keeper process is told, as its only argument. */
type KeeperOrder = {
  binary: string;
  directory: string;
  flags: string[];
  logFile: string;
  pidFile: string;
  uid: number | undefined;
  gid: number | undefined;
  removeWhenStopped: string[];
};

type KeeperMessage = { type: "ready"; pid: number } | { type: "stopped" } | { type: "failed"; reason: string };

const LOG_SIZE_TO_ROTATE = 10 * 1024 * 1024;
const KEEPER = fileURLToPath(new URL("./embedded-keeper.mjs", import.meta.url));

/**
 * Starts the Postgres that npm delivered, on 127.0.0.1 only and with passwords required, making its cluster first when the
 * data folder has none. It ends with this process, however that ends.
 * @throws Error with one sentence fit for the operator: the folder is in use, the platform has no binaries, initdb failed.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataDirectory = path.resolve(options.dataDirectory);
  const place = choosePlace(dataDirectory);
  const cluster = path.join(place.directory, "postgres");
  const pidFile = path.join(dataDirectory, "postgres-keeper.pid");
  await takeOverCluster(cluster, pidFile);
  if (!existsSync(path.join(cluster, "PG_VERSION"))) makeCluster(place, cluster, options.superuserPassword);
  const port = await choosePort(path.join(dataDirectory, "postgres-port"));
  const logFile = path.join(dataDirectory, "postgres.log");
  rotate(logFile);
  const keeper = startKeeper({
    binary: path.join(place.binaries, "postgres"),
    directory: cluster,
    flags: serverFlags(port, options.isThrowaway ?? false),
    logFile,
    pidFile,
    uid: place.uid,
    gid: place.gid,
    removeWhenStopped: options.isThrowaway ? [dataDirectory, ...(place.isElsewhere ? [place.directory] : [])] : [],
  });
  const failed = failureOf(keeper, logFile);
  await untilReady(keeper, failed);
  const password = encodeURIComponent(options.superuserPassword);
  return {
    adminUrl: `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`,
    port,
    placedElsewhere: place.isElsewhere ? place.directory : null,
    failed,
    stop: () => stopKeeper(keeper),
  };
}

function serverFlags(port: number, isThrowaway: boolean): string[] {
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    max_connections: "120",
    log_timezone: "UTC",
    // Parameters of statements hold what people typed: they stay out of the log even when a statement fails.
    log_parameter_max_length: "0",
    log_parameter_max_length_on_error: "0",
    ...(isThrowaway ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

function rotate(logFile: string): void {
  if (existsSync(logFile) && statSync(logFile).size > LOG_SIZE_TO_ROTATE) renameSync(logFile, `${logFile}.1`);
}

function startKeeper(order: KeeperOrder): ChildProcess {
  return spawn(process.execPath, [KEEPER, JSON.stringify(order)], {
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

/** Becomes a sentence when the keeper says that Postgres failed. */
function failureOf(keeper: ChildProcess, logFile: string): Promise<string> {
  return new Promise((resolve) => {
    keeper.on("message", (message: KeeperMessage) => {
      if (message.type !== "failed") return;
      resolve(`The embedded Postgres failed (${message.reason}); its log ${logFile} says why.`);
    });
    keeper.once("error", (error) => resolve(`The embedded Postgres could not be started: ${error.message}.`));
  });
}

async function untilReady(keeper: ChildProcess, failed: Promise<string>): Promise<void> {
  const ready = new Promise<null>((resolve) => {
    keeper.on("message", (message: KeeperMessage) => {
      if (message.type === "ready") resolve(null);
    });
  });
  const failure = await Promise.race([ready, failed]);
  if (failure !== null) throw new Error(failure);
}

function stopKeeper(keeper: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (keeper.exitCode !== null || keeper.signalCode !== null) return resolve();
    keeper.once("exit", () => resolve());
    if (keeper.connected) keeper.send("stop");
  });
}
