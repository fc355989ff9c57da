import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../project";
import type { ReportedTest } from "./reported-tests";
import { checksOfTitle, isSecurityCheckId, type SecurityCheckId } from "./security-checks";

/** One test that proves one line of the security list, with how it ended. */
export type SecurityProof = { id: SecurityCheckId; file: string; result: ReportedTest["result"] };

/** A test file that names a line in a title, found without running anything. */
export type SecurityTest = { id: SecurityCheckId; file: string };

/** The title of a `test(…)`, `describe.each(…)(…)` and the like, as far as its ids. */
const writtenTitle = /(?:\b(?:test|it|describe)(?:\.\w+)*|[)`])\(\s*["'`]([A-Z]-\d{1,2}(?:, [A-Z]-\d{1,2})*: )/g;

/** What reported tests say of the lines that their titles name. */
export function proofsOf(tests: ReportedTest[]): SecurityProof[] {
  return tests.flatMap(({ file, titles, result }) =>
    [...new Set(titles.flatMap(checksOfTitle))].map((id) => ({ id, file, result })),
  );
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

function relative(file: string): string {
  return path.relative(projectRoot, file).split(path.sep).join("/");
}
