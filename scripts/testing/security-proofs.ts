import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { projectRoot } from "../project";
import { checksOfTitle, isSecurityCheckId, type SecurityCheckId } from "./security-checks";

/** One test that proves one line of the security list, with how it ended. */
export type SecurityProof = { id: SecurityCheckId; file: string; result: "passed" | "failed" | "skipped" };

/** A test file that names a line in a title, found without running anything. */
export type SecurityTest = { id: SecurityCheckId; file: string };

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({ ancestorTitles: z.array(z.string()), title: z.string(), status: z.string() }),
      ),
    }),
  ),
});

/** The title of a `test(…)`, `describe.each(…)(…)` and the like, as far as its ids. */
const writtenTitle = /(?:\b(?:test|it|describe)(?:\.\w+)*|[)`])\(\s*["'`]([A-Z]-\d{1,2}(?:, [A-Z]-\d{1,2})*: )/g;

type Suite = { specs: z.infer<typeof spec>[]; suites?: Suite[] | undefined; title: string };
const spec = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(z.object({ status: z.string() })),
});
const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({ title: z.string(), specs: z.array(spec), suites: z.array(suite).optional() }),
);
const playwrightReport = z.object({ suites: z.array(suite) });

/** What the JSON reports of Vitest and Playwright in a folder say of the lines that their tests' titles name, by report. */
export function proofsOfReports(folder: string): Map<string, SecurityProof[]> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return new Map(
    names.map((name) => [
      path.basename(name, ".json"),
      proofsOfReport(JSON.parse(readFileSync(path.join(folder, name), "utf8"))),
    ]),
  );
}

/** The proofs of one report; none when it is of another kind. */
export function proofsOfReport(report: unknown): SecurityProof[] {
  const vitest = vitestReport.safeParse(report);
  if (vitest.success)
    return vitest.data.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.flatMap(({ ancestorTitles, title, status }) =>
        proofs([...ancestorTitles, title], relative(name), resultOfVitest(status)),
      ),
    );
  const playwright = playwrightReport.safeParse(report);
  return playwright.success ? playwright.data.suites.flatMap((one) => proofsOfSuite(one, [])) : [];
}

/** The lines that the titles in the test files name, whether or not these tests can run here. */
export function writtenSecurityTests(): SecurityTest[] {
  return ["agents", "components", "e2e", "lib", "prisma", "scripts", "security"]
    .flatMap((room) => readdirSync(path.join(projectRoot, room), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.(?:test\.tsx?|spec\.ts)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .flatMap((file) => {
      const titles = readFileSync(file, "utf8").matchAll(writtenTitle);
      const ids = new Set([...titles].flatMap(([, title = ""]) => checksOfTitle(title)));
      return [...ids].map((id) => ({ id, file: relative(file) }));
    });
}

/** The lines of which SECURITY.md says why no test can prove them here: `- **H-04**: the reason`. */
export function explainedSecurityChecks(): Map<SecurityCheckId, string> {
  const file = path.join(projectRoot, "SECURITY.md");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const lines = [...text.matchAll(/^- \*\*([A-Z]-\d{1,2})\*\*: (.+)$/gm)];
  return new Map(lines.flatMap(([, id = "", reason = ""]) => (isSecurityCheckId(id) ? [[id, reason] as const] : [])));
}

function proofsOfSuite({ title, specs, suites = [] }: Suite, above: string[]): SecurityProof[] {
  const titles = [...above, title];
  return [
    ...specs.flatMap((one) => proofs([...titles, one.title], `e2e/${one.file}`, resultOfPlaywright(one))),
    ...suites.flatMap((one) => proofsOfSuite(one, titles)),
  ];
}

function proofs(titles: string[], file: string, result: SecurityProof["result"]): SecurityProof[] {
  return [...new Set(titles.flatMap(checksOfTitle))].map((id) => ({ id, file, result }));
}

function resultOfVitest(status: string): SecurityProof["result"] {
  if (status === "passed" || status === "failed") return status;
  return "skipped";
}

/** As the count has it: a test that passed only at a second try failed. */
function resultOfPlaywright({ ok, tests }: z.infer<typeof spec>): SecurityProof["result"] {
  if (tests.every(({ status }) => status === "skipped")) return "skipped";
  return ok && tests.every(({ status }) => status === "expected") ? "passed" : "failed";
}

function relative(file: string): string {
  return path.relative(projectRoot, file).split(path.sep).join("/");
}
