import type { LogClock, WrittenTime } from "./log-clock";
import { fraction, monthOf } from "./read-time";

/** Reads times of one pattern; undefined for text that does not fit it. */
export type TimestampReader = (text: string, clock: LogClock) => number | undefined;

type Part =
  | "year"
  | "shortYear"
  | "monthName"
  | "month"
  | "day"
  | "hour"
  | "halfHour"
  | "minute"
  | "second"
  | "fraction"
  | "half"
  | "zone";

const LETTERS: readonly { letters: RegExp; part: Part; matches: string }[] = [
  { letters: /^y{3,4}/, part: "year", matches: "(\\d{4})" },
  { letters: /^yy/, part: "shortYear", matches: "(\\d{2})" },
  { letters: /^M{3,4}/, part: "monthName", matches: "([A-Za-z]{3,9})" },
  { letters: /^M{1,2}/, part: "month", matches: "(\\d{1,2})" },
  { letters: /^d{1,2}/, part: "day", matches: "(\\d{1,2})" },
  { letters: /^H{1,2}/, part: "hour", matches: "(\\d{1,2})" },
  { letters: /^h{1,2}/, part: "halfHour", matches: "(\\d{1,2})" },
  { letters: /^m{1,2}/, part: "minute", matches: "(\\d{1,2})" },
  { letters: /^s{1,2}/, part: "second", matches: "(\\d{1,2})" },
  { letters: /^S{1,9}/, part: "fraction", matches: "(\\d{1,9})" },
  { letters: /^a/, part: "half", matches: "([AaPp]\\.?[Mm]\\.?)" },
  { letters: /^(?:Z{1,5}|X{1,3}|z{1,3})/, part: "zone", matches: "(Z|UTC|GMT|[+-]\\d{2}:?\\d{2})" },
];

/**
 * Compiles a timestamp pattern of the letters y M d H h m s S a Z X z, with 'quoted' literals, or `epoch-seconds` and
 * `epoch-milliseconds`. Undefined for a pattern with other letters, with a part twice, or without month and day (or time,
 * for time patterns). Blanks in a row count as one, in the pattern as in the text.
 */
export function compileTimestampPattern(pattern: string): TimestampReader | undefined {
  if (pattern === "epoch-seconds") return (text) => readNumber(text, 1000);
  if (pattern === "epoch-milliseconds") return (text) => readNumber(text, 1);
  const parts: Part[] = [];
  let expression = "^";
  let rest = oneBlank(pattern);
  while (rest !== "") {
    const quoted = /^'([^']*)'/.exec(rest);
    const token = LETTERS.find(({ letters }) => letters.test(rest));
    if (quoted) {
      expression += escaped(quoted[1] === "" ? "'" : (quoted[1] ?? ""));
      rest = rest.slice(quoted[0].length);
    } else if (token) {
      // Whoever writes a pattern must not make it slow: a part that stands there once leaves few ways to read a text.
      if (parts.includes(token.part)) return undefined;
      parts.push(token.part);
      expression += token.matches;
      rest = rest.replace(token.letters, "");
    } else {
      if (/[A-Za-z]/.test(rest[0] ?? "")) return undefined;
      expression += escaped(rest[0] ?? "");
      rest = rest.slice(1);
    }
  }
  if (!isComplete(parts)) return undefined;
  const compiled = new RegExp(`${expression}$`, "i");
  return (text, clock) => readParts(compiled.exec(oneBlank(text)), parts, clock);
}

/** Some logs pad a day with a blank. */
function oneBlank(text: string): string {
  return text.includes("  ") ? text.replace(/ +/g, " ") : text;
}

function isComplete(parts: readonly Part[]): boolean {
  const hasMonth = parts.includes("month") || parts.includes("monthName");
  const hasHour = parts.includes("hour") || parts.includes("halfHour");
  return hasMonth && parts.includes("day") && hasHour && parts.includes("minute");
}

function readNumber(text: string, factor: number): number | undefined {
  return /^\d{1,13}(?:\.\d{1,9})?$/.test(text) ? Math.round(Number(text) * factor) : undefined;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

function readParts(match: RegExpExecArray | null, parts: readonly Part[], clock: LogClock): number | undefined {
  if (!match) return undefined;
  const written: WrittenTime = {
    year: undefined,
    month: Number.NaN,
    day: 0,
    hour: 0,
    minute: 0,
    second: 0,
    millisecond: 0,
  };
  let half: string | undefined;
  let zone: string | undefined;
  parts.forEach((part, index) => {
    const text = match[index + 1] ?? "";
    if (part === "half") half = text.charAt(0).toLowerCase();
    else if (part === "zone") zone = text;
    else setPart(written, part, text);
  });
  if (half !== undefined) {
    if (written.hour > 12) return undefined;
    written.hour = (written.hour % 12) + (half === "p" ? 12 : 0);
  }
  return clock.instant(written, zone);
}

function setPart(written: WrittenTime, part: Exclude<Part, "half" | "zone">, text: string): void {
  switch (part) {
    case "year":
      written.year = Number(text);
      return;
    case "shortYear":
      written.year = 2000 + Number(text);
      return;
    case "monthName":
      written.month = monthOf(text);
      return;
    case "month":
      written.month = Number(text) - 1;
      return;
    case "fraction":
      written.millisecond = fraction(text);
      return;
    case "halfHour":
    case "hour":
      written.hour = Number(text);
      return;
    case "day":
    case "minute":
    case "second":
      written[part] = Number(text);
  }
}
