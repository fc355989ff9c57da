import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import path from "node:path";
import { projectRoot } from "@/scripts/project";
import { clientsUsed } from "./harness/child";
import { textOf } from "./harness/ratio";
import type { Line, Pace, Row } from "./rows/row";

const file = path.join(projectRoot, "bench/results.md");
const heading = `# What was measured

\`npm run bench\` writes this file, row by row; a row that was not asked for keeps what it had. Ratios are the median of the
rounds with the least and the greatest; contenders of a row were measured in turn within each round. Figures of one machine
mean nothing on another: ratios travel, requests a second do not. A load average far above 2 says that the machine had other
work, and that a wide spread is the machine's.
`;

/** Prints a row and puts it in its place in bench/results.md. */
export async function writeResults(row: Row, lines: readonly Line[], pace: Pace): Promise<void> {
  const section = sectionOf(row, lines, pace);
  console.log(`\n${section.replace(/^## .*\n+/, "")}`);
  const sections = new Map(existing().map((text) => [idOf(text), text]));
  sections.set(row.id, section);
  const ordered = [...sections]
    .sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
    .map(([, text]) => text.trim());
  writeFileSync(file, `${[heading, ...ordered].join("\n")}\n`.replace(/\n(## )/g, "\n\n$1").replace(/\n{3,}/g, "\n\n"));
}

function sectionOf({ id, title, whenMissed }: Row, lines: readonly Line[], { rounds, milliseconds }: Pace): string {
  const table = lines.map(({ what, figure, gate, passed, remark }) => {
    const text = typeof figure === "string" ? figure : textOf(figure);
    const verdict = passed === null ? "" : passed ? "held" : "**missed**";
    return `| ${what} | ${text} | ${gate} | ${verdict} | ${remark ?? ""} |`;
  });
  const clients = clientsUsed();
  const client = clients.length === 0 ? "" : ` client ${clients.join(" and ")},`;
  const circumstances = `${rounds} rounds of ${milliseconds / 1_000} s, ${cpus().length} cores, Node ${process.versions.node},${client} load average ${loadavg()[0]?.toFixed(1)}, ${new Date().toISOString().slice(0, 10)}`;
  return [
    `## ${id}: ${title}`,
    "",
    circumstances,
    "",
    "| what | figure | gate | | |",
    "| --- | --- | --- | --- | --- |",
    ...table,
    "",
    ...(whenMissed !== undefined && lines.some(({ passed }) => passed === false) ? [whenMissed, ""] : []),
  ].join("\n");
}

function existing(): string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split(/^(?=## )/m)
    .filter((text) => text.startsWith("## "));
}

function idOf(section: string): string {
  return /^## (\w+)/.exec(section)?.[1] ?? section;
}
