import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LINE_LENGTH_MAXIMUM } from "../content/split-lines";
import { parseLog } from "../parse-log";
import { sampleLog } from "../samples/sample-log";
import { LogClock } from "../values/log-clock";
import type { LogFormat } from "./log-format";
import { LOG_FORMATS } from "./log-formats";

const until = new Date("2026-03-02T12:00:00Z");
/** What the longest line may cost: a parser that backtracks would take minutes. */
const SLOWEST_LINE_MS = 1_000;

describe.each(LOG_FORMATS.map((format) => [format.id, format] as const))("the parser of %s", (id, format) => {
  const lines = [...sampleLog(id, { seed: 3, count: 20, until })];

  test("accounts for every line of damaged logs and never throws", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(damage(), { maxLength: 20 }), async (damages) => {
        const text = damages.reduce((damaged, apply) => apply(damaged), lines).join("\n");
        const expected = text === "" ? 0 : text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
        const numbers: number[] = [];
        for await (const batch of parseLog(chunks(text), parserOf(format)))
          for (const line of batch) numbers.push(line.lineNumber);
        expect(numbers).toEqual(Array.from({ length: expected }, (_, index) => index + 1));
      }),
      { numRuns: 60 },
    );
  });

  test("takes any text, and makes no record of noise", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii", maxLength: 300 }), (text) => {
        const outcome = parserOf(format)(text.replaceAll("\n", ""));
        expect(["skipped", "failed"]).toContain(outcome.kind);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    '"',
    "@",
    "1",
    "a",
    " ",
    "=",
    "a=",
    'a="',
    "1/",
    "(",
    "A_",
    ":",
    "\\",
    "[",
    "|",
    ",",
    '""',
    "1.1.1.1/1->",
  ])("does not hang on the longest line made of %j", (unit) => {
    const parser = parserOf(format);
    for (const line of lines) parser(line);
    const tail = unit.repeat(LINE_LENGTH_MAXIMUM / unit.length);
    const started = performance.now();
    for (const head of ["", lines.at(-1)?.slice(0, 40) ?? "", `${lines.at(-1)} `])
      parser((head + tail).slice(0, LINE_LENGTH_MAXIMUM));
    expect(performance.now() - started).toBeLessThan(SLOWEST_LINE_MS);
  });
});

type Damage = (lines: readonly string[]) => string[];

/** Cuts, doubles, empties, swaps or sprinkles lines. */
function damage(): fc.Arbitrary<Damage> {
  const place = fc.nat(40);
  return fc.oneof(
    fc.tuple(place, place).map(([at, to]) => edit(at, (line) => [line.slice(0, to * 3)])),
    place.map((at) => edit(at, (line) => [line, line])),
    place.map((at) => edit(at, () => [""])),
    place.map((at) => edit(at, () => [])),
    fc
      .tuple(
        place,
        place,
        fc.constantFrom('"', " ", "=", "|", "\t", "\\", "\u007f", "é", "<", "]", ":", "999999999999999999999"),
      )
      .map(([at, to, text]) => edit(at, (line) => [line.slice(0, to * 4) + text + line.slice(to * 4)])),
  );
}

function edit(at: number, change: (line: string) => string[]): Damage {
  return (lines) => lines.flatMap((line, index) => (index === at % Math.max(1, lines.length) ? change(line) : [line]));
}

function parserOf(format: LogFormat) {
  return format.createParser({ clock: new LogClock(until) });
}

async function* chunks(text: string): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 97) yield bytes.subarray(at, at + 97);
}
