import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

/** How many tests ran with which end. */
export type Tally = { passed: number; failed: number; skipped: number };

const vitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), numPendingTests: z.number() });
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** Reads the JSON report of Vitest. A runner that failed without a failed test (a file that does not load) counts as one. */
export function tallyOfVitest(file: string, exitCode: number): Tally {
  const report = vitestReport.safeParse(jsonOf(file));
  if (!report.success) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = report.data;
  return { passed, failed: atLeastOne(failed, exitCode), skipped };
}

/** Reads the JSON report of Playwright, likewise. A test that passed only at a second try counts as failed. */
export function tallyOfPlaywright(file: string, exitCode: number): Tally {
  const report = playwrightReport.safeParse(jsonOf(file));
  if (!report.success) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.data.stats;
  return { passed: expected, failed: atLeastOne(unexpected + flaky, exitCode), skipped };
}

export function sumOf(tallies: Tally[]): Tally {
  return tallies.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** "12 passed, 0 failed", with ", 1 skipped" only when there is any. */
export function tallyText({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

function atLeastOne(failed: number, exitCode: number): number {
  return exitCode !== 0 && failed === 0 ? 1 : failed;
}

function jsonOf(file: string): unknown {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
  } catch {
    return null;
  }
}
