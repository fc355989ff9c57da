import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { programOf } from "../installed-program";
import { projectRoot } from "../project";
import { runProgram } from "../run-program";

/** Fewer than this were never there: a checker that cannot read TypeScript looks at nothing and is content. */
const FEWEST_MODULES = 200;
const ROOMS = [
  "app",
  "components",
  "lib",
  "prisma",
  "e2e",
  "scripts",
  "security",
  "agents",
  "server.ts",
  "pages-thread.ts",
];

const report = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** Imports against the directions of .dependency-cruiser.cjs. */
export async function importProblems(): Promise<string[]> {
  const args = [
    programOf("dependency-cruiser", "bin/dependency-cruise.mjs"),
    "--config",
    "--output-type",
    "json",
    ...ROOMS,
  ];
  const { output } = await runProgram(process.execPath, args);
  const parsed = report.safeParse(jsonIn(output));
  if (!parsed.success) return [`dependency-cruiser did not report:\n${output.trim()}`];
  const { totalCruised, violations } = parsed.data.summary;
  const found = violations.map(({ from, to, rule }) => `${from} must not import ${to} (${rule.name})`);
  if (totalCruised < FEWEST_MODULES)
    found.push(`Only ${totalCruised} modules were looked at, ${FEWEST_MODULES} or more were expected.`);
  return [...found, ...compilerProblems()];
}

/** dependency-cruiser reads TypeScript only through a compiler before version 7. */
function compilerProblems(): string[] {
  const { version } = JSON.parse(readFileSync(path.join(projectRoot, "node_modules/typescript/package.json"), "utf8"));
  return /^6\.0\./.test(version)
    ? []
    : [`TypeScript ${version} is installed, and only 6.0.x can be checked: pin it again.`];
}

function jsonIn(output: string): unknown {
  try {
    return JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1));
  } catch {
    return null;
  }
}
