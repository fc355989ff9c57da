import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureClientGenerated } from "./generate";
import { secondsSince, sentenceOf, terminalSteps } from "./steps";
import { failuresText } from "./testing/failures";
import { runFaultJourneys, runJourneys } from "./testing/journeys-part";
import { type ReportedTest, testsOfReports } from "./testing/reported-tests";
import { explainedSecurityChecks, proofsOf, writtenSecurityTests } from "./testing/security-proofs";
import { keepSecurityResults } from "./testing/security-results";
import { type SecurityRow, securityRows, securityTableText } from "./testing/security-table";
import { sumOf, type Tally, tallyText } from "./testing/tally";
import { runDatabaseTests, runFaultTests, runUnitTests } from "./testing/vitest-part";

const PARTS = { unit: runUnitTests, db: runDatabaseTests, e2e: runJourneys };
/** What takes many minutes is run when it is asked for. */
const PARTS_ON_REQUEST = {
  faults: async (input: { folder: string; filters: string[] }) =>
    sumOf([await runFaultTests(input), await runFaultJourneys(input)]),
};
const ALL_PARTS = { ...PARTS, ...PARTS_ON_REQUEST };

/**
 * `npm test` runs all tests and ends with their count; `npm test -- unit|db|e2e [filter…]` runs one part, and
 * `npm run test:faults` the one that takes long. Each part brings what it needs and takes it away again, and runs even when
 * an earlier one failed.
 * @returns the exit code: 0 only when tests ran and none failed.
 */
async function main(args: string[]): Promise<number> {
  const [first, ...filters] = args;
  const chosen = first === undefined ? Object.keys(PARTS) : [first];
  const folder = mkdtempSync(path.join(tmpdir(), "portcullis-test-"));
  // The embedded Postgres may run as another user, who must be able to enter.
  chmodSync(folder, 0o711);
  process.once("exit", (exitCode) => {
    if (exitCode !== 1) rmSync(folder, { recursive: true, force: true });
  });
  const tallies: Tally[] = [];
  const began = Date.now();
  await terminalSteps.run("Preparing the Prisma client", () => ensureClientGenerated());
  for (const name of chosen) tallies.push(await runPart(name, { folder, filters }));
  const reports = testsOfReports(folder);
  const tests = [...reports.values()].flat();
  if (filters.length === 0) {
    keepSecurityResults(reports, new Date());
    console.log(`\n— security —\n${securityTableText(securityOf(tests))}`);
  }
  const total = sumOf(tallies);
  console.log(`\nTests took ${secondsSince(began)}.`);
  if (total.failed > 0) console.log(`\n— failed —\n${failuresText(tests)}\n`);
  if (total.failed > 0) console.log(`The runners' reports and the portal's log are kept in ${folder}`);
  if (total.passed + total.failed === 0) console.log("No test ran, which counts as a failure.");
  console.log(tallyText(total));
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

/** The security list as this run saw it. */
function securityOf(tests: ReportedTest[]): SecurityRow[] {
  return securityRows({
    proofs: proofsOf(tests),
    written: writtenSecurityTests(),
    explained: explainedSecurityChecks(),
  });
}

async function runPart(name: string, input: { folder: string; filters: string[] }): Promise<Tally> {
  const part = Object.entries(ALL_PARTS).find(([key]) => key === name)?.[1];
  if (part === undefined)
    throw new Error(`There is no part "${name}": choose one of ${Object.keys(ALL_PARTS).join(", ")}.`);
  console.log(`\n— ${name} —`);
  try {
    return await part(input);
  } catch (error) {
    console.error(`The part ${name} could not run: ${sentenceOf(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));

main(process.argv.slice(2)).then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    console.error(sentenceOf(error));
    process.exit(1);
  },
);
