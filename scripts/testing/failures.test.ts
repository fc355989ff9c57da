import { expect, test } from "vitest";
import { failuresText } from "./failures";
import { testsOfReport } from "./reported-tests";

const vitest = {
  testResults: [
    {
      name: "/portal/lib/a.test.ts",
      status: "failed",
      assertionResults: [
        {
          ancestorTitles: ["a token"],
          title: "is revoked",
          status: "failed",
          failureMessages: ["Error: expected 1\n\n  at a"],
        },
        { ancestorTitles: [], title: "is listed", status: "passed", failureMessages: [] },
      ],
    },
    { name: "/portal/lib/b.test.ts", status: "failed", message: "No such module", assertionResults: [] },
  ],
};
const playwright = {
  suites: [
    {
      title: "portal/a.spec.ts",
      specs: [
        {
          title: "every page is accessible",
          file: "portal/a.spec.ts",
          ok: false,
          tests: [{ status: "unexpected", results: [{ error: { message: "\u001b[31mTimeout\u001b[39m of 60 s" } }] }],
        },
      ],
    },
  ],
};

test("failed tests of both runners are named with what they say, those that passed are not", () => {
  const text = failuresText([vitest, playwright].flatMap(testsOfReport));
  expect(text.split("\n").filter((line) => line.startsWith("✘"))).toEqual([
    expect.stringMatching(/lib\/a\.test\.ts › a token › is revoked$/),
    expect.stringMatching(/lib\/b\.test\.ts$/),
    "✘ e2e/portal/a.spec.ts › every page is accessible",
  ]);
  expect(text).toContain("    Error: expected 1");
  expect(text).toContain("    No such module");
  expect(text).toContain("    Timeout of 60 s");
});
