import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { projectRoot } from "../project";
import type { ReportedTest } from "./reported-tests";
import { securityCheckIds } from "./security-checks";
import { proofsOf, type SecurityProof } from "./security-proofs";

/** Not committed: the results are true of this machine and its checkout alone. */
const keptIn = path.join(projectRoot, "node_modules", ".cache", "portcullis-security");

const keptResults = z.object({
  ranAt: z.string(),
  proofs: z.array(
    z.object({ id: z.enum(securityCheckIds), file: z.string(), result: z.enum(["passed", "failed", "skipped"]) }),
  ),
});

/** Keeps what the tests of each part say, in place of that part's earlier results. */
export function keepSecurityResults(reports: Map<string, ReportedTest[]>, now: Date): void {
  mkdirSync(keptIn, { recursive: true });
  for (const [part, tests] of reports) {
    const results = { ranAt: now.toISOString(), proofs: proofsOf(tests) };
    writeFileSync(path.join(keptIn, `${part}.json`), JSON.stringify(results));
  }
}

/** What each part of the tests said when it ran last here, and when that was. */
export function lastSecurityResults(): { ranAt: Map<string, string>; proofs: SecurityProof[] } {
  const names = existsSync(keptIn) ? readdirSync(keptIn) : [];
  const results = names.map((name) => ({
    part: path.basename(name, ".json"),
    ...keptResults.parse(JSON.parse(readFileSync(path.join(keptIn, name), "utf8"))),
  }));
  return {
    ranAt: new Map(results.map(({ part, ranAt }) => [part, ranAt])),
    proofs: results.flatMap(({ proofs }) => proofs),
  };
}
