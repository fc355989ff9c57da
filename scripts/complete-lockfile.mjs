/**
 * `npm run lock:complete`, after a change of dependencies: adds to package-lock.json the optional packages of other
 * platforms that npm left out because the registry it asked does not carry them. `npm ci` refuses a lock file without them,
 * on every platform; with them it installs those of its own platform and skips the rest.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const SYSTEMS = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const PROCESSORS = ["arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

const file = fileURLToPath(new URL("../package-lock.json", import.meta.url));
const lock = JSON.parse(readFileSync(file, "utf8"));
const added = [];

for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(place, name)) continue;
    const version = range.replace(/^[\^~]/, "");
    if (!/^\d+\.\d+\.\d+/.test(version))
      throw new Error(`${name} of ${place} asks for "${range}", which names no version.`);
    const dev = entry.dev ? { dev: true } : {};
    lock.packages[`node_modules/${name}`] = { version, ...dev, optional: true, ...platformOf(name) };
    added.push(name);
  }
}

const entries = Object.entries(lock.packages).sort(([one], [other]) => (one < other ? -1 : 1));
lock.packages = Object.fromEntries(entries);
if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added.length} packages of other platforms added to ${path.basename(file)}.\n`);

function isLocked(place, name) {
  for (let folder = place; ; folder = folder.slice(0, folder.lastIndexOf("/node_modules/"))) {
    if (lock.packages[`${folder}${folder === "" ? "" : "/"}node_modules/${name}`]) return true;
    if (!folder.includes("/node_modules/")) return Boolean(lock.packages[`node_modules/${name}`]);
  }
}

/** What the package's own manifest would say, read from its name (`@next/swc-darwin-arm64`, `…-linux-x64-musl`). */
function platformOf(name) {
  const words = name.split(/[-/]/).flatMap((word) => (word === "arm" || word === "armv7" ? ["arm"] : [word]));
  const os = SYSTEMS.filter((system) => words.includes(system) || (system === "win32" && words.includes("windows")));
  const cpu = PROCESSORS.filter((processor) =>
    words.some((word) => word === processor || word.startsWith(`${processor}le`)),
  );
  const libc = words.some((word) => word.startsWith("musl"))
    ? ["musl"]
    : words.some((word) => word.startsWith("gnu"))
      ? ["glibc"]
      : [];
  return Object.fromEntries(Object.entries({ os, cpu, libc }).filter(([, values]) => values.length > 0));
}
