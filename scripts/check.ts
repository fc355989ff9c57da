import { importProblems } from "./checks/import-directions";
import { installScriptProblems } from "./checks/install-scripts";
import { messageProblems } from "./checks/messages";
import { schemaProblems } from "./checks/schema-in-step";
import { supplyChainProblems } from "./checks/supply-chain";
import { ensureClientGenerated } from "./generate";
import { programOf } from "./installed-program";
import { runProgram } from "./run-program";
import { secondsSince, sentenceOf } from "./steps";

type Check = { name: string /** What is wrong, one text per problem. */; find: () => Promise<string[]> };

const CHECKS: Check[] = [
  {
    name: "format and lint",
    find: () => programProblems("@biomejs/biome", "bin/biome", "ci", "--max-diagnostics=50", "--colors=off"),
  },
  { name: "types", find: typeProblems },
  { name: "import directions", find: importProblems },
  { name: "unused code", find: () => programProblems("knip", "bin/knip.js", "--no-progress", "--no-config-hints") },
  { name: "message keys", find: messageProblems },
  { name: "schema and migrations in step", find: schemaProblems },
  { name: "install scripts", find: installScriptProblems },
  { name: "supply chain", find: supplyChainProblems },
];

/** `npm run check`: all checks, one line each, details only of those that fail. @returns whether all passed */
async function main(): Promise<boolean> {
  const began = Date.now();
  await ensureClientGenerated();
  const failed: string[] = [];
  for (const check of CHECKS) if (!(await passes(check))) failed.push(check.name);
  const result =
    failed.length === 0
      ? "All checks passed"
      : `${failed.length} of ${CHECKS.length} checks failed (${failed.join(", ")})`;
  console.log(`${result}, after ${secondsSince(began)}.`);
  return failed.length === 0;
}

async function passes({ name, find }: Check): Promise<boolean> {
  const began = Date.now();
  const problems = await find().catch((error: unknown) => [sentenceOf(error)]);
  console.log(`${problems.length === 0 ? "ok    " : "FAILED"} ${name} (${secondsSince(began)})`);
  for (const problem of problems) console.log(`       ${problem.replaceAll("\n", "\n       ")}`);
  return problems.length === 0;
}

/** Next writes next-env.d.ts and the types of the routes, which a fresh checkout has not. */
async function typeProblems(): Promise<string[]> {
  const routes = await programProblems("next", "dist/bin/next", "typegen");
  return routes.length > 0 ? routes : programProblems("typescript", "bin/tsc", "--noEmit", "-p", ".");
}

async function programProblems(packageName: string, file: string, ...args: string[]): Promise<string[]> {
  const { exitCode, output } = await runProgram(process.execPath, [programOf(packageName, file), ...args], {
    env: { NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1" },
  });
  return exitCode === 0 ? [] : [output.trim() || `${packageName} ended with exit code ${exitCode}`];
}

main().then(
  (isGood) => process.exit(isGood ? 0 : 1),
  (error: unknown) => {
    console.error(sentenceOf(error));
    process.exit(1);
  },
);
