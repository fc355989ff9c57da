import { type ParserTrial, triedLinesMaximum } from "@/lib/domain/parser-trial";
import type { LogFormat } from "./formats/log-format";
import { parseLog } from "./parse-log";
import { LogClock } from "./values/log-clock";

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
      if (trial.lines.length === triedLinesMaximum) return trial;
    }
  }
  return trial;
}
