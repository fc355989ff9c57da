import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { sumOf, tallyOfPlaywright, tallyOfVitest, tallyText } from "./tally";

const folder = mkdtempSync(path.join(tmpdir(), "tally-"));

function report(content: unknown): string {
  const file = path.join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe("the count of tests", () => {
  test("is what the runner's own report says", () => {
    const vitest = report({ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2 });
    expect(tallyOfVitest(vitest, 1)).toEqual({ passed: 5, failed: 1, skipped: 2 });
    const playwright = report({ stats: { expected: 4, unexpected: 0, flaky: 1, skipped: 0 } });
    expect(tallyOfPlaywright(playwright, 0)).toEqual({ passed: 4, failed: 1, skipped: 0 });
  });

  test("has a failure when the runner failed without a failed test", () => {
    const vitest = report({ numPassedTests: 5, numFailedTests: 0, numPendingTests: 0 });
    expect(tallyOfVitest(vitest, 1).failed).toBe(1);
    expect(tallyOfVitest(path.join(folder, "missing.json"), 0).failed).toBe(1);
  });

  test("names skipped tests only when there are any", () => {
    const sum = sumOf([
      { passed: 2, failed: 0, skipped: 0 },
      { passed: 1, failed: 1, skipped: 0 },
    ]);
    expect(tallyText(sum)).toBe("3 passed, 1 failed");
    expect(tallyText({ ...sum, skipped: 1 })).toBe("3 passed, 1 failed, 1 skipped");
  });
});
