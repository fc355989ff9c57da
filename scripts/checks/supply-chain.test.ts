import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { projectRoot } from "../project";
import { runProgram } from "../run-program";
import { advisoryFloors } from "./advisory-floors";
import { installScriptProblems } from "./install-scripts";
import {
  floorProblems,
  integrityProblems,
  isBelow,
  type LockedPackage,
  licenceProblems,
  lockedPackages,
  supplyChainProblems,
} from "./supply-chain";

const sound: LockedPackage = {
  place: "node_modules/x",
  name: "x",
  version: "1.0.0",
  license: "MIT",
  integrity: `sha512-${"A".repeat(86)}==`,
};
const bill = z.object({ bomFormat: z.literal("CycloneDX"), components: z.array(z.object({ purl: z.string() })) });

test("P-01: what comes in from outside is whole, licensed and above every advisory's fix, and needs no install script", async () => {
  expect(lockedPackages().length).toBeGreaterThan(500);
  expect(await supplyChainProblems()).toEqual([]);
  expect(await installScriptProblems()).toEqual([]);
});

test("H-06: no version below the fix of an advisory comes in", () => {
  for (const { name, floor } of advisoryFloors) {
    const versions = lockedPackages().filter((one) => one.name === name);
    expect(versions, name).not.toHaveLength(0);
    for (const { version = "" } of versions) expect(isBelow(version, floor), `${name} ${version}`).toBe(false);
  }
  const next = (version: string) => [
    ...lockedPackages().filter(({ name }) => name !== "next"),
    { ...sound, name: "next", version },
  ];
  expect(floorProblems(next("16.3.7"))).toHaveLength(1);
  expect(floorProblems(next("15.9.9"))).toHaveLength(1);
  expect(floorProblems(next("16.3.8-canary.1"))).toHaveLength(1);
  expect(floorProblems(next("16.3.8"))).toEqual([]);
  expect(floorProblems(next("17.0.0"))).toEqual([]);
});

test("P-01: a licence that nobody allowed, and an entry without its checksum, are found", () => {
  expect(licenceProblems(sound)).toEqual([]);
  expect(licenceProblems({ ...sound, license: "(GPL-3.0 OR MIT)" })).toEqual([]);
  expect(licenceProblems({ ...sound, license: "MIT AND ISC" })).toEqual([]);
  expect(licenceProblems({ ...sound, license: "GPL-3.0" })).toHaveLength(1);
  expect(licenceProblems({ ...sound, license: "MIT AND AGPL-3.0" })).toHaveLength(1);
  expect(licenceProblems({ ...sound, license: undefined })).toHaveLength(1);
  expect(integrityProblems(sound)).toEqual([]);
  expect(integrityProblems({ ...sound, integrity: undefined })).toHaveLength(1);
  expect(integrityProblems({ ...sound, integrity: "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=" })).toHaveLength(1);
  expect(integrityProblems({ ...sound, resolved: "http://example.com/x.tgz" })).toHaveLength(1);
});

test("P-01: the bill of materials names what is installed in production, and needs no network", {
  timeout: 120_000,
}, async () => {
  const { scripts } = z
    .object({ scripts: z.object({ sbom: z.string() }) })
    .parse(JSON.parse(readFileSync(path.join(projectRoot, "package.json"), "utf8")));
  const [program = "", ...args] = scripts.sbom.split(" ");
  const { exitCode, output } = await runProgram(program, args, { env: { npm_config_offline: "true" } });
  expect(exitCode, output.slice(0, 2_000)).toBe(0);
  const names = bill.parse(JSON.parse(output)).components.map(({ purl }) => purl);
  for (const name of ["pkg:npm/next@", "pkg:npm/fastify@", "pkg:npm/pg@"])
    expect(
      names.some((purl) => purl.startsWith(name)),
      name,
    ).toBe(true);
});
