import type { LineOutcome, ParsedLine } from "@/lib/domain/discovery-record";
import type { LogFormat } from "./formats/log-format";
import { parseLog } from "./parse-log";
import { LogClock } from "./values/log-clock";

/** Lines of a dry run. */
export const TRIED_LINES_MAXIMUM = 100;

export type ParserTrial = {
  lines: ParsedLine[];
  counts: Record<LineOutcome["kind"], number>;
};

/**
 * A dry run of a format (a custom parser, mostly) on the first 100 lines of a log; nothing is kept.
 * @param timeZone of times without a zone
 */
export async function tryParser(
  content: AsyncIterable<Uint8Array | string>,
  format: LogFormat,
  now: Date,
  timeZone?: string,
): Promise<ParserTrial> {
  const parser = format.createParser({ clock: new LogClock(now, timeZone) });
  const trial: ParserTrial = { lines: [], counts: { record: 0, skipped: 0, failed: 0 } };
  for await (const lines of parseLog(content, parser)) {
    for (const line of lines) {
      trial.lines.push(line);
      trial.counts[line.outcome.kind] += 1;
      if (trial.lines.length === TRIED_LINES_MAXIMUM) return trial;
    }
  }
  return trial;
}
