import type { LineOutcome } from "@/lib/domain/discovery-record";
import type { LogClock } from "../values/log-clock";

/** Reads one line. Keeps state between the lines of one file (a `#Fields:` line), so each file gets its own. */
export type LineParser = (line: string) => LineOutcome;

/** What a parser may know of the file. */
export type ParserSettings = { clock: LogClock };

/** A log format: how its lines are read, and what to say to who sent another one. */
export type LogFormat = {
  id: string;
  /** As the appliance's maker calls it. */
  name: string;
  /** One English sentence that says what a line of this format looks like. */
  expected: string;
  /** A line of this format, made up. */
  example: string;
  createParser: (settings: ParserSettings) => LineParser;
};
