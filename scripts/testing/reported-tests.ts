import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { projectRoot } from "../project";

/** One test of a runner's report: its file below the project's root, its titles from the outermost group inwards. */
export type ReportedTest = {
  file: string;
  titles: string[];
  result: "passed" | "failed" | "skipped";
  /** What the runner says of the failure, colours taken out; empty when there is none. */
  message: string;
};

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string().optional(),
      message: z.string().default(""),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
});

type Suite = { specs: z.infer<typeof spec>[]; suites?: Suite[] | undefined; title: string };
const attempt = z.object({ error: z.object({ message: z.string().default("") }).optional() });
const spec = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(z.object({ status: z.string(), results: z.array(attempt).default([]) })),
});
const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({ title: z.string(), specs: z.array(spec), suites: z.array(suite).optional() }),
);
const playwrightReport = z.object({ suites: z.array(suite) });

/** The tests of the JSON reports of Vitest and Playwright in a folder, by report. */
export function testsOfReports(folder: string): Map<string, ReportedTest[]> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return new Map(
    names.map((name) => [
      path.basename(name, ".json"),
      testsOfReport(JSON.parse(readFileSync(path.join(folder, name), "utf8"))),
    ]),
  );
}

/** The tests of one report; none when it is of another kind. A file that did not load counts as a failed test. */
export function testsOfReport(report: unknown): ReportedTest[] {
  const vitest = vitestReport.safeParse(report);
  if (vitest.success)
    return vitest.data.testResults.flatMap(({ name, status, message, assertionResults }) => {
      const file = relative(name);
      const tests = assertionResults.map((one) => ({
        file,
        titles: [...one.ancestorTitles, one.title],
        result: resultOfVitest(one.status),
        message: plain(one.failureMessages.join("\n")),
      }));
      const isUnread = status === "failed" && !tests.some(({ result }) => result === "failed");
      return isUnread ? [...tests, { file, titles: [], result: "failed" as const, message: plain(message) }] : tests;
    });
  const playwright = playwrightReport.safeParse(report);
  return playwright.success ? playwright.data.suites.flatMap((one) => testsOfSuite(one, [])) : [];
}

function testsOfSuite({ title, specs, suites = [] }: Suite, above: string[]): ReportedTest[] {
  const titles = [...above, title];
  return [
    ...specs.map((one) => ({
      file: `e2e/${one.file}`,
      titles: [...titles, one.title],
      result: resultOfPlaywright(one),
      message: plain(one.tests.flatMap(({ results }) => results.map(({ error }) => error?.message ?? "")).join("\n")),
    })),
    ...suites.flatMap((one) => testsOfSuite(one, titles)),
  ];
}

function resultOfVitest(status: string): ReportedTest["result"] {
  if (status === "passed" || status === "failed") return status;
  return "skipped";
}

/** As the count has it: a test that passed only at a second try failed. */
function resultOfPlaywright({ ok, tests }: z.infer<typeof spec>): ReportedTest["result"] {
  if (tests.every(({ status }) => status === "skipped")) return "skipped";
  return ok && tests.every(({ status }) => status === "expected") ? "passed" : "failed";
}

/** Without the codes that colour a terminal. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a colour begins with the escape character.
  return text.replace(/\u001b\[[\d;]*m/g, "").trim();
}

function relative(file: string): string {
  return path.relative(projectRoot, file).split(path.sep).join("/");
}
