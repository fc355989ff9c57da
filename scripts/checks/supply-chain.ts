import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { projectRoot } from "../project";
import { advisoryFloors } from "./advisory-floors";

/** Licences under which a package may come in; "OR" needs one of them, "AND" all. */
const allowed = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "Python-2.0",
  "Unlicense",
]);

/** Packages under another licence that may come in all the same, with the reason. */
const alloweds: readonly { name: RegExp; license: string; because: string }[] = [
  { name: /^(@axe-core\/playwright|axe-core)$/, license: "MPL-2.0", because: "runs in tests only" },
  { name: /^lightningcss(-|$)/, license: "MPL-2.0", because: "runs while the pages are built, unchanged" },
  { name: /^caniuse-lite$/, license: "CC-BY-4.0", because: "data that the build reads" },
  { name: /^elkjs$/, license: "EPL-2.0", because: "comes with Prisma's command line, and the portal never loads it" },
  {
    name: /^@img\/sharp-/,
    license: "LGPL-3.0-or-later",
    because: "Next's optional image program, which is switched off",
  },
];

const entry = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  resolved: z.string().optional(),
  optional: z.boolean().optional(),
  link: z.boolean().optional(),
});
export type LockedPackage = z.infer<typeof entry> & { name: string; place: string };
const lockFile = z.object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), entry) });

/** Everything that `npm ci` installs, from the lock file. */
export function lockedPackages(): LockedPackage[] {
  const { packages } = lockFile.parse(JSON.parse(readFileSync(path.join(projectRoot, "package-lock.json"), "utf8")));
  return Object.entries(packages)
    .filter(([place]) => place.includes("node_modules/"))
    .map(([place, found]) => ({ ...found, place, name: place.slice(place.lastIndexOf("node_modules/") + 13) }));
}

/** What is wrong with what comes in from outside: versions below an advisory's fix, licences, entries without a checksum. */
export async function supplyChainProblems(): Promise<string[]> {
  const packages = lockedPackages();
  return [...floorProblems(packages), ...packages.flatMap(licenceProblems), ...packages.flatMap(integrityProblems)];
}

/** @param packages what is installed */
export function floorProblems(packages: readonly LockedPackage[]): string[] {
  return advisoryFloors.flatMap(({ name, floor, because }) => {
    const found = packages.filter((one) => one.name === name);
    if (found.length === 0) return [`${name} has a floor (scripts/checks/advisory-floors.ts) and is not installed`];
    return found
      .filter(({ version = "" }) => isBelow(version, floor))
      .map(({ version }) => `${name} ${version} is below ${floor}, which has the fix of ${because}`);
  });
}

export function licenceProblems({ name, license, optional, version }: LockedPackage): string[] {
  // The lock file knows the licence of what was installed once; a binary for another machine has its parent's.
  if (license === undefined) return optional ? [] : [`${name} ${version} states no licence`];
  const isExcepted = alloweds.some((one) => one.name.test(name) && license.includes(one.license));
  return isExcepted || isAllowed(license)
    ? []
    : [`${name} is under ${license}: may it come in? (scripts/checks/supply-chain.ts)`];
}

export function integrityProblems({ name, integrity, resolved, optional, link }: LockedPackage): string[] {
  if (link || (optional && integrity === undefined)) return [];
  if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? "")) return [`${name} has no SHA-512 in the lock file`];
  return resolved !== undefined && !resolved.startsWith("https://") ? [`${name} comes from ${resolved}`] : [];
}

function isAllowed(expression: string): boolean {
  const text = expression.replace(/[()]/g, "");
  if (/ or /i.test(text)) return text.split(/ or /i).some(isAllowed);
  return text.split(/ and /i).every((one) => allowed.has(one.trim()));
}

/** Compares release versions; a pre-release counts as below its release. */
export function isBelow(version: string, floor: string): boolean {
  const [core = "", preRelease] = version.split("-", 2);
  const [numbers, wanted] = [core, floor].map((text) => text.split(".").map(Number));
  for (let place = 0; place < 3; place++) {
    const [own = 0, other = 0] = [numbers?.[place], wanted?.[place]];
    if (own !== other) return own < other;
  }
  return preRelease !== undefined;
}
