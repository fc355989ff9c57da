/**
 * How fast each log format is parsed on this machine, as a ratio to cutting the same bytes into lines and doing nothing
 * with them, and the peak memory. The whole way (parse, classify, sum) is measured on Squid. Seconds are those of the
 * processor, so that other programs on the machine do not count.
 *
 *   tsx bench/parser-throughput.ts [MiB per format]
 */
import path from "node:path";
import { analyseLog } from "@/lib/discovery/analyse-log";
import { loadCatalogue } from "@/lib/discovery/catalogue/load-catalogue";
import { createAppMatcher } from "@/lib/discovery/catalogue/match-app";
import type { StoredLog } from "@/lib/discovery/content/log-content";
import { splitLines } from "@/lib/discovery/content/split-lines";
import type { LogFormat } from "@/lib/discovery/formats/log-format";
import { LOG_FORMATS } from "@/lib/discovery/formats/log-formats";
import { squidNative } from "@/lib/discovery/formats/squid";
import { parseLog } from "@/lib/discovery/parse-log";
import { sampleLog } from "@/lib/discovery/samples/sample-log";
import { LogClock } from "@/lib/discovery/values/log-clock";

const MIB = 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;
const ROUNDS = 3;
const size = Number(process.argv[2] ?? 32) * MIB;
const now = new Date("2026-03-02T12:00:00Z");

console.log(`${"format".padEnd(18)}${"lines/s".padStart(12)}${"MiB/s".padStart(8)}${"of bare splitting".padStart(20)}`);
for (const format of LOG_FORMATS) {
  const unit = Buffer.from(`${[...sampleLog(format.id, { seed: 5, count: 5_000, until: now })].join("\n")}\n`);
  const bare = await best(() => countLines(splitLines(repeated(unit))));
  const parsed = await best(() => countLines(parseLog(repeated(unit), parserOf(format))));
  const bytes = repetitions(unit) * unit.length;
  console.log(
    format.id.padEnd(18) +
      Math.round(parsed.count / parsed.seconds)
        .toLocaleString("en")
        .padStart(12) +
      (bytes / MIB / parsed.seconds).toFixed(0).padStart(8) +
      (bare.seconds / parsed.seconds).toFixed(2).padStart(20),
  );
}
await measureWholeWay();
console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);

type Measure = { count: number; seconds: number };

async function best(run: () => Promise<number>): Promise<Measure> {
  let result: Measure = { count: 0, seconds: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = process.cpuUsage();
    const count = await run();
    const { user, system } = process.cpuUsage(started);
    const seconds = (user + system) / 1_000_000;
    if (seconds < result.seconds) result = { count, seconds };
  }
  return result;
}

async function countLines(batches: AsyncIterable<readonly unknown[]>): Promise<number> {
  let count = 0;
  for await (const batch of batches) count += batch.length;
  return count;
}

async function measureWholeWay(): Promise<void> {
  const unit = Buffer.from(`${[...sampleLog("squid-native", { seed: 5, count: 5_000, until: now })].join("\n")}\n`);
  const log: StoredLog = {
    fileName: "log",
    size: repetitions(unit) * unit.length,
    read: (start, end) => range(unit, start, end),
  };
  const { apps } = await loadCatalogue(path.join(import.meta.dirname, "..", "catalog"));
  const matcher = createAppMatcher(apps);
  const whole = await best(async () => {
    const summary = await analyseLog(log, { format: squidNative, matcher, now, onBatch: async () => undefined });
    return summary.lines;
  });
  const rate = Math.round(whole.count / whole.seconds).toLocaleString("en");
  console.log(`squid-native, the whole way: ${rate} lines/s, ${(log.size / MIB / whole.seconds).toFixed(0)} MiB/s`);
}

function parserOf(format: LogFormat) {
  return format.createParser({ clock: new LogClock(now) });
}

function repetitions(unit: Buffer): number {
  return Math.max(1, Math.round(size / unit.length));
}

function repeated(unit: Buffer): AsyncIterable<Uint8Array> {
  return range(unit, 0, repetitions(unit) * unit.length);
}

async function* range(unit: Buffer, start: number, end: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = start; at < end; ) {
    const from = at % unit.length;
    const chunk = unit.subarray(from, Math.min(unit.length, from + CHUNK_BYTES, from + end - at));
    yield chunk;
    at += chunk.length;
  }
}
