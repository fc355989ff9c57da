import { DISCOVERY_SOURCES, type DiscoverySource } from "@/lib/domain/discovery-source";
import type { StoredLog, UnpackLimits } from "./content/log-content";
import { openLog } from "./content/open-log";
import { splitLines } from "./content/split-lines";
import { genericCef } from "./formats/cef";
import { genericLeef } from "./formats/leef";
import type { LogFormat } from "./formats/log-format";
import { LOG_FORMATS } from "./formats/log-formats";
import { genericW3c } from "./formats/w3c";
import { LogClock } from "./values/log-clock";

/** So many lines tell a format; a W3C log has its fields in the first of them. */
const LINES_READ = 200;
/** So many lines must be read for each that is broken: logs have broken lines too. */
const READ_PER_BROKEN = 9;

/** First those that promise nothing of the maker: a maker's own format reads the same lines, whoever wrote them. */
const CANDIDATES = [...new Set([genericW3c, genericCef, genericLeef, ...LOG_FORMATS])];

type Reading = { now: Date; timeZone?: string; encoding?: string; limits?: UnpackLimits };

/**
 * Looks by its first 200 lines what a log may be that was not of the chosen source.
 * @returns the source, out of those that name a built-in format, whose format reads most of them; undefined when none does
 */
export async function recogniseSource(log: StoredLog, reading: Reading): Promise<DiscoverySource | undefined> {
  const lines = await firstLines(log, reading);
  const found = CANDIDATES.map((format) => ({ format, records: recordsIn(lines, format, reading) }))
    .filter(({ records }) => records > 0)
    .sort((a, b) => b.records - a.records);
  const best = found[0]?.format.id;
  return best === undefined ? undefined : DISCOVERY_SOURCES.find(({ formatId }) => formatId === best);
}

/** How many lines the format reads, or 0 when too many others are broken to it. */
function recordsIn(lines: readonly string[], format: LogFormat, { now, timeZone }: Reading): number {
  const parser = format.createParser({ clock: new LogClock(now, timeZone) });
  const kinds = lines.map((line) => parser(line).kind);
  const records = kinds.filter((kind) => kind === "record").length;
  const failed = kinds.filter((kind) => kind === "failed").length;
  return records >= failed * READ_PER_BROKEN ? records : 0;
}

async function firstLines(log: StoredLog, { limits, encoding }: Reading): Promise<string[]> {
  for await (const { content } of openLog(log, limits)) {
    const found: string[] = [];
    for await (const lines of splitLines(content, { encoding })) {
      found.push(...lines.flatMap((line) => line || []));
      if (found.length >= LINES_READ) break;
    }
    return found.slice(0, LINES_READ);
  }
  return [];
}
