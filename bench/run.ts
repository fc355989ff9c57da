import { rmSync } from "node:fs";
import { sentenceOf } from "@/scripts/steps";
import { openStage, type Stage } from "./harness/stage";
import { writeResults } from "./results";
import { betterAuthRow } from "./rows/better-auth";
import { collector } from "./rows/collector";
import { guardAbuse } from "./rows/guard-abuse";
import { guardBounds } from "./rows/guard-bounds";
import { guardSpeed } from "./rows/guard-speed";
import { histories } from "./rows/histories";
import { lists } from "./rows/lists";
import type { Line, Pace, Row } from "./rows/row";
import { siemAgentRow } from "./rows/siem-agent";
import { strapiRow } from "./rows/strapi";

const rows: Row[] = [
  ...guardSpeed,
  ...guardAbuse,
  ...guardBounds,
  ...lists,
  ...histories,
  betterAuthRow,
  strapiRow,
  ...collector,
  siemAgentRow,
];

/**
 * Measures the rows asked for (all without an argument), prints a table and keeps it in bench/results.md. Makes what it
 * needs and takes it away again.
 * @returns the exit code: 1 when a row could not be measured; a missed gate is a result and no failure
 */
export async function runBenchmarks(args: readonly string[]): Promise<number> {
  const quick = args.includes("--quick");
  const keptAt = args.find((arg) => arg.startsWith("--keep="))?.slice("--keep=".length) ?? null;
  const asked = args.filter((arg) => !arg.startsWith("--")).map((arg) => arg.toUpperCase());
  const unknown = asked.filter((id) => !rows.some((row) => row.id === id));
  if (unknown.length > 0)
    throw new Error(`There is no row ${unknown.join(", ")}: choose of ${rows.map(({ id }) => id).join(", ")}.`);
  const chosen = asked.length === 0 ? rows : rows.filter(({ id }) => asked.includes(id));
  const pace = quick ? { rounds: 3, milliseconds: 1_500 } : { rounds: 5, milliseconds: 4_000 };
  const stage = chosen.some((row) => "measure" in row) ? await openStage(keptAt) : null;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => void (stage?.close() ?? Promise.resolve()).finally(() => process.exit(130)));
  let failed = 0;
  try {
    for (const row of chosen) {
      console.log(`\n— ${row.id}: ${row.title} —`);
      const note = (text: string) => console.log(`  ${text}`);
      try {
        await writeResults(row, await linesOf(row, stage, pace, note), pace);
      } catch (error) {
        failed += 1;
        console.log(`  could not be measured: ${sentenceOf(error)}`);
      }
    }
  } finally {
    await stage?.close();
    // What Next leaves there; its types would count for the whole project.
    for (const made of [".next", "next-env.d.ts"])
      rmSync(`bench/rivals/next-app/${made}`, { recursive: true, force: true });
  }
  return failed === 0 ? 0 : 1;
}

/** A row that needs no database is measured without one. */
function linesOf(row: Row, stage: Stage | null, pace: Pace, note: (text: string) => void): Promise<Line[]> {
  if ("measureAlone" in row) return row.measureAlone({ pace, note });
  if (stage === null) throw new Error("this row needs a stage");
  return row.measure({ stage, pace, note });
}
