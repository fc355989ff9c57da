import type { LineOutcome, ParsedLine } from "@/lib/domain/discovery-record";
import type { SplitOptions } from "./content/split-lines";
import { splitLines } from "./content/split-lines";
import { failed, skipped } from "./formats/line-outcome";
import type { LineParser } from "./formats/log-format";

/**
 * Parses a log's bytes line by line. Every line of the file comes back exactly once, in order, as a record, as skipped or
 * as failed with a reason: none is dropped. Memory is bounded by one chunk and one line. One array per chunk, because an
 * await per line would cost more than the parsing.
 * @param parser a fresh one for each file
 * @throws LogFileFault when the content is no text
 */
export async function* parseLog(
  content: AsyncIterable<Uint8Array | string>,
  parser: LineParser,
  options: SplitOptions = {},
): AsyncGenerator<ParsedLine[], void, undefined> {
  let lineNumber = 0;
  for await (const lines of splitLines(content, options)) {
    const parsed: ParsedLine[] = [];
    for (const line of lines) {
      lineNumber += 1;
      parsed.push({ lineNumber, outcome: outcomeOf(line, parser) });
    }
    yield parsed;
  }
}

function outcomeOf(line: string | null, parser: LineParser): LineOutcome {
  if (line === null) return failed("line-too-long");
  return line === "" ? skipped("blank") : parser(line);
}
