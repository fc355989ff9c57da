/**
 * The whole way of an uploaded log (storage, job, parser, catalogue, Postgres) on this machine: that its memory does not
 * grow with the file, and how fast each format is beside counting the line ends of the same file as a stream. Each
 * measurement is a process of its own, on a Postgres of its own. Prints Markdown; with --save also keeps it in
 * bench/results/discovery-parse.md.
 *
 *   tsx bench/discovery-parse.ts [--save] [--large=MiB] [--each=MiB] [--only=memory|formats]
 */
import { spawn } from "node:child_process";
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { LOG_FORMATS } from "@/lib/discovery/formats/log-formats";
import { sampleLog } from "@/lib/discovery/samples/sample-log";
import { DISCOVERY_SOURCES } from "@/lib/domain/discovery-source";
import { startEmbeddedDatabase } from "@/scripts/embedded-database";
import { applyMigrations } from "@/scripts/migrations";

const MIB = 1024 * 1024;
const small = 50;
const large = Number(option("large") ?? 1_024);
const each = Number(option("each") ?? 32);
const only = option("only");
/** Lines before the made-up log begins again. */
const unitLines = 100_000;

const measured = z.object({
  lines: z.number(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  peakMiB: z.number(),
  idleMiB: z.number(),
});
type Measured = z.infer<typeof measured>;
type Row = Measured & { format: string; mib: number; countingSeconds: number };

const folder = mkdtempSync(path.join(tmpdir(), "portcullis-bench-"));
const data = path.join(folder, "data");
const { postgres, urls } = await startEmbeddedDatabase(data, { isThrowaway: true });
try {
  await applyMigrations(urls.ownerUrl);
  const sections = [`# Parsing of uploaded logs`, machine()];
  if (only !== "formats") sections.push(await memorySection());
  if (only !== "memory") sections.push(await formatsSection());
  const text = `${sections.join("\n\n")}\n`;
  console.log(text);
  if (process.argv.includes("--save")) save(text);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function memorySection(): Promise<string> {
  const rows: Row[] = [];
  for (const mib of [small, large]) rows.push(await measure("squid-native", mib));
  const [first, last] = rows.map(({ peakMiB }) => peakMiB);
  const factor = first && last ? (last / first).toFixed(2) : "?";
  return [
    "## Memory does not grow with the file",
    `A log of ${large} MiB takes ${factor} times the peak memory of one of ${small} MiB.`,
    table(rows),
  ].join("\n\n");
}

async function formatsSection(): Promise<string> {
  const rows: Row[] = [];
  for (const { id } of LOG_FORMATS) rows.push(await measure(id, each));
  return ["## Each format", `Files of ${each} MiB.`, table(rows)].join("\n\n");
}

/** One file through the job, and the same file through a stream that counts line ends, one after the other. */
async function measure(format: string, mib: number): Promise<Row> {
  const source = DISCOVERY_SOURCES.find(({ formatId }) => formatId === format)?.id ?? "";
  const file = path.join(folder, `${format}.log`);
  await writeLog(file, format, mib * MIB);
  const countingSeconds = await countLineEnds(file);
  const result = await runJob(file, source);
  rmSync(file);
  console.error(`${format}, ${mib} MiB: ${result.seconds.toFixed(1)} s, peak ${result.peakMiB.toFixed(0)} MiB`);
  return { ...result, format, mib, countingSeconds };
}

async function writeLog(file: string, format: string, bytes: number): Promise<void> {
  const lines = sampleLog(format, { seed: 11, count: unitLines, until: new Date(), days: 20 });
  const unit = Buffer.from(`${[...lines].join("\n")}\n`);
  const pieces = function* () {
    for (let written = 0; written < bytes; written += unit.length) yield unit.subarray(0, bytes - written);
  };
  await pipeline(Readable.from(pieces(), { objectMode: false }), createWriteStream(file));
}

async function countLineEnds(file: string): Promise<number> {
  const began = process.cpuUsage();
  let count = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 }))
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count += 1;
  const { user, system } = process.cpuUsage(began);
  if (count === 0) throw new Error("the log has no lines");
  return (user + system) / 1_000_000;
}

/** A portal's worker in a process of its own, so that its peak is that of one file. */
function runJob(file: string, source: string): Promise<Measured> {
  const program = path.join(import.meta.dirname, "discovery-parse.process.ts");
  const child = spawn(process.execPath, ["--import", "tsx", program, file, source], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      LOG_LEVEL: "error",
      DATABASE_URL: urls.appUrl,
      DATABASE_AUTH_URL: urls.authUrl,
      PORTAL_DATA_DIR: data,
      PORTAL_SESSION_SECRET: "x".repeat(40),
      PORTAL_TOKEN_PEPPER: `k1:${"x".repeat(43)}`,
    },
  });
  return new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(measured.parse(message)));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the job's process ended with ${code}`)));
  });
}

function table(rows: readonly Row[]): string {
  const head =
    "| Format | MiB | Lines/s | MiB/s | MiB/s of processor time | Counting line ends is faster by | Peak memory |";
  const lines = rows.map(({ format, mib, lines: count, seconds, cpuSeconds, countingSeconds, peakMiB, idleMiB }) => {
    const cells = [
      format,
      mib,
      Math.round(count / seconds).toLocaleString("en"),
      (mib / seconds).toFixed(1),
      (mib / cpuSeconds).toFixed(1),
      `${(cpuSeconds / countingSeconds).toFixed(0)} ×`,
      `${peakMiB.toFixed(0)} MiB (idle ${idleMiB.toFixed(0)})`,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [head, "| --- | ---: | ---: | ---: | ---: | ---: | ---: |", ...lines].join("\n");
}

function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model ?? "unknown processor"}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}. Other programs may have run beside it: processor time leaves them out.`;
}

function save(text: string): void {
  const results = path.join(import.meta.dirname, "results");
  mkdirSync(results, { recursive: true });
  writeFileSync(path.join(results, "discovery-parse.md"), text);
}

function option(name: string): string | undefined {
  return process.argv.find((argument) => argument.startsWith(`--${name}=`))?.split("=")[1];
}
