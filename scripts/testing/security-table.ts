import { type SecurityCheckId, securityCheckIds, securityChecks } from "./security-checks";
import type { SecurityProof, SecurityTest } from "./security-proofs";

export type SecurityTableParts = {
  /** What ran, and how it ended. */
  proofs: readonly SecurityProof[];
  /** What is written, whether it ran or not. */
  written: readonly SecurityTest[];
  /** What cannot be tested here, with the reason. */
  explained: ReadonlyMap<SecurityCheckId, string>;
};

/** `pending` is a line that nobody has proved or explained yet; `not run` has a test in a part that did not run. */
export type SecurityRow = {
  id: SecurityCheckId;
  result: "passed" | "failed" | "skipped" | "not run" | "explained" | "pending";
  passed: number;
  failed: number;
  files: string[];
};

/** One row for each line of the list, in its order. */
export function securityRows(parts: SecurityTableParts): SecurityRow[] {
  return securityCheckIds.map((id) => {
    const proofs = parts.proofs.filter((proof) => proof.id === id);
    const written = parts.written.filter((test) => test.id === id);
    const count = (result: SecurityProof["result"]) => proofs.filter((proof) => proof.result === result).length;
    const [passed, failed] = [count("passed"), count("failed")];
    const files = [...new Set((proofs.length > 0 ? proofs : written).map(({ file }) => file))].sort();
    const ended = failed > 0 ? "failed" : passed > 0 ? "passed" : proofs.length > 0 ? "skipped" : null;
    const missing = written.length > 0 ? "not run" : parts.explained.has(id) ? "explained" : "pending";
    return { id, result: ended ?? missing, passed, failed, files };
  });
}

/** The table for a terminal: each id with its promise, how many of its tests passed, and where they are. */
export function securityTableText(rows: readonly SecurityRow[]): string {
  const lines = rows.map(({ id, result, passed, failed, files }) => {
    const tests = passed + failed > 0 ? ` (${failed > 0 ? `${failed} of ` : ""}${counted(passed + failed)})` : "";
    const head = `${id.padEnd(5)}${`${result}${tests}`.padEnd(22)}${securityChecks[id]}`;
    return [head, ...files.map((file) => `${" ".repeat(27)}${file}`)].join("\n");
  });
  return [...lines, summaryOf(rows)].join("\n");
}

function summaryOf(rows: readonly SecurityRow[]): string {
  const results = [...new Set(rows.map(({ result }) => result))];
  const counts = results.map((result) => `${rows.filter((row) => row.result === result).length} ${result}`);
  return `${rows.length} lines: ${counts.join(", ")}`;
}

function counted(tests: number): string {
  return tests === 1 ? "1 test" : `${tests} tests`;
}
