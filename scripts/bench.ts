import { ensureClientGenerated } from "./generate";
import { buildPortal, isBuildCurrent } from "./portal-build";
import { sentenceOf, terminalSteps } from "./steps";

/**
 * `npm run bench` measures the product against the gates of bench/results.md; `npm run bench -- B1 B12` chosen rows.
 * `--quick` tries the harness; `--keep=<folder>` keeps the generated database for the next run.
 */
async function main(args: string[]): Promise<number> {
  if (isBuildCurrent()) await ensureClientGenerated();
  else await terminalSteps.run("Building the portal", () => buildPortal({ shows: false }));
  // The rows import the generated client, which a fresh clone has only now.
  const { runBenchmarks } = await import("../bench/run");
  return runBenchmarks(args);
}

main(process.argv.slice(2)).then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    console.error(sentenceOf(error));
    process.exit(1);
  },
);
