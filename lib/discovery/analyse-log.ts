import { LogFileFault } from "@/lib/domain/discovery-file";
import type { LineFault, ParsedLine, TrafficRecord } from "@/lib/domain/discovery-record";
import { describeLineFault } from "@/lib/domain/discovery-record";
import type { LogSummary, TrafficSum } from "@/lib/domain/discovery-traffic";
import { TrafficAggregator } from "./aggregate-traffic";
import type { AppMatcher } from "./catalogue/match-app";
import type { TrafficClass } from "./classify-traffic";
import { createClassifier } from "./classify-traffic";
import type { StoredLog, UnpackLimits } from "./content/log-content";
import { openLog } from "./content/open-log";
import { observeBytes } from "./content/split-lines";
import type { LogFormat } from "./formats/log-format";
import { parseLog } from "./parse-log";
import { withoutTokens } from "./token-scan";
import { LogClock } from "./values/log-clock";

export type LogAnalysis = {
  format: LogFormat;
  matcher: AppMatcher;
  now: Date;
  /** IANA zone of times without one; UTC when missing. */
  timeZone?: string;
  encoding?: string;
  limits?: UnpackLimits;
  rowsMaximum?: number;
  pseudonymOf?: (user: string) => string;
  /** Keeps nothing of the lines that fail but their numbers and reasons: a piece of a line may hold a name. */
  hidesLines?: boolean;
  onBatch: (rows: TrafficSum[]) => Promise<void>;
  /** Bytes of the stored file read so far, out of its size; once per chunk. */
  onProgress?: (bytesRead: number) => void;
  /** Hears the text of each log inside, piece by piece. */
  onText?: (text: string) => void;
  signal?: AbortSignal;
};

const FAILURES_SHOWN = 10;
/** After so many lines without one that fits, the rest need not be read. */
const HOPELESS_LINES = 10_000;

/**
 * Reads an uploaded log from its bytes to sums per day, target, user and source: unpacks, parses, classifies, aggregates,
 * with constant memory. Every line that is read is counted; a file whose first 10,000 lines all fail is read no further.
 * What `onBatch` took before a throw must be thrown away by its owner.
 * @throws LogFileFault for a file that cannot be read; the abort reason
 */
export async function analyseLog(log: StoredLog, analysis: LogAnalysis): Promise<LogSummary> {
  const summary = emptySummary();
  const classify = createClassifier(analysis.matcher, analysis.now);
  const aggregator = new TrafficAggregator(analysis);
  for await (const member of openLog(withProgress(log, analysis.onProgress), analysis.limits)) {
    const parser = analysis.format.createParser({ clock: new LogClock(analysis.now, analysis.timeZone) });
    for await (const lines of parseLog(member.content, parser, analysis)) {
      analysis.signal?.throwIfAborted();
      for (const line of lines) {
        const record = countLine(summary, member.name, line, analysis.hidesLines ?? false);
        if (!record) continue;
        const found = classify(record);
        countClass(summary, found);
        if ("target" in found) aggregator.add(record, found.target);
        if (aggregator.isFull) await aggregator.spill();
      }
      // Nothing was parsed, so nothing is aggregated.
      if (summary.parsed === 0 && summary.failed >= HOPELESS_LINES) return summary;
    }
  }
  await aggregator.spill();
  return summary;
}

/**
 * Why a file that could be read still counts as failed, or undefined when it is good: it is empty, nothing or less than
 * half of its lines parsed, all too old, no catalogued app.
 */
export function faultOf(summary: LogSummary, format: LogFormat): LogFileFault | undefined {
  if (summary.lines === 0) return new LogFileFault("empty");
  if (summary.parsed === 0 || summary.parsed < summary.failed) return formatMismatch(format);
  if (summary.tooOld === summary.parsed) return new LogFileFault("too-old");
  return summary.catalogued === 0 ? new LogFileFault("no-cataloged-apps") : undefined;
}

function formatMismatch(format: LogFormat): LogFileFault {
  return new LogFileFault("format-mismatch", `expected was ${format.expected}`);
}

function emptySummary(): LogSummary {
  return {
    lines: 0,
    skipped: 0,
    failed: 0,
    parsed: 0,
    tooOld: 0,
    futureDated: 0,
    internalOnly: 0,
    uncatalogued: 0,
    catalogued: 0,
    failures: [],
    failuresByCode: {},
  };
}

function withProgress(log: StoredLog, onProgress: LogAnalysis["onProgress"]): StoredLog {
  if (!onProgress) return log;
  let bytesRead = 0;
  const onBytes = (bytes: number) => {
    bytesRead = Math.min(log.size, bytesRead + bytes);
    onProgress(bytesRead);
  };
  return { ...log, read: (start, end) => observeBytes(log.read(start, end), onBytes) };
}

function countLine(
  summary: LogSummary,
  member: string,
  { lineNumber, outcome }: ParsedLine,
  hidesLines: boolean,
): TrafficRecord | undefined {
  summary.lines += 1;
  switch (outcome.kind) {
    case "record":
      summary.parsed += 1;
      return outcome.record;
    case "skipped":
      summary.skipped += 1;
      return undefined;
    case "failed":
      countFailure(summary, member, lineNumber, hidesLines ? { ...outcome.fault, detail: undefined } : outcome.fault);
      return undefined;
  }
}

function countFailure(summary: LogSummary, member: string, lineNumber: number, fault: LineFault): void {
  summary.failed += 1;
  summary.failuresByCode[fault.code] = (summary.failuresByCode[fault.code] ?? 0) + 1;
  if (summary.failures.length >= FAILURES_SHOWN) return;
  const { code } = fault;
  const named = fault.detail === undefined ? {} : { detail: withoutTokens(fault.detail) };
  summary.failures.push({ member, lineNumber, code, message: describeLineFault({ ...fault, ...named }), ...named });
}

function countClass(summary: LogSummary, found: TrafficClass): void {
  switch (found.kind) {
    case "catalogued":
      summary.catalogued += 1;
      return;
    case "uncatalogued":
      summary.uncatalogued += 1;
      return;
    case "internal-only":
      summary.internalOnly += 1;
      return;
    case "too-old":
      summary.tooOld += 1;
      return;
    case "future-dated":
      summary.futureDated += 1;
  }
}
