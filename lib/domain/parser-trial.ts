import type { LineOutcome, ParsedLine } from "./discovery-record";

/** The most lines of a dry run. */
export const triedLinesMaximum = 100;
/** The most characters of a sample. */
export const sampleMaximum = 64 * 1024;

/** What became of the first lines of a log. */
export type ParserTrial = {
  lines: ParsedLine[];
  counts: Record<LineOutcome["kind"], number>;
};
