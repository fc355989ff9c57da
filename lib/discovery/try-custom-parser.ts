import { type Caller, changeableDiscovery } from "../domain/access";
import type { TryParserInput } from "../domain/discovery-parser";
import type { ParserTrial } from "../domain/parser-trial";
import { customFormat } from "./formats/custom-format";
import { tryParser } from "./try-parser";

/**
 * Reads the first lines of a sample with a parser that is not saved yet, and says of each line what became of it. Nothing
 * is kept. Times without a zone count as UTC, as they do in an upload.
 * @throws Failure `forbidden` without `settings:write`; `invalid` for a time format that cannot be read
 */
export function tryCustomParser(caller: Caller, input: TryParserInput, now: Date): Promise<ParserTrial> {
  changeableDiscovery(caller.principal);
  return tryParser(linesOf(input.sample), customFormat(input.customParser), now);
}

async function* linesOf(sample: string): AsyncGenerator<string> {
  yield sample;
}
