import fc from "fast-check";
import { expect, test } from "vitest";
import { lineBytesMaximum, SyslogFrames } from "./syslog-frames";

type Taken = { lines: string[]; counted: number; dropped: number };

/** What comes of a stream that arrives in these pieces and is ended in order. */
function taken(...pieces: Buffer[]): Taken {
  const frames = new SyslogFrames();
  const parts = [...pieces.map((piece) => frames.push(piece)), frames.end()];
  const text = Buffer.concat(parts.map(({ bytes }) => bytes)).toString();
  return {
    lines: text === "" ? [] : text.replace(/\n$/, "").split("\n"),
    counted: parts.reduce((sum, { lines }) => sum + lines, 0),
    dropped: parts.reduce((sum, { dropped }) => sum + dropped, 0),
  };
}

function takenText(text: string): Taken {
  return taken(Buffer.from(text));
}

test("messages are taken by their octet counts, and by their line feeds", () => {
  expect(takenText("9 <14>hello11 <14>grüße\n").lines).toEqual(["<14>hello", "<14>grüße"]);
  expect(takenText("<14>one\n<14>two\n").lines).toEqual(["<14>one", "<14>two"]);
});

test("the last line of a connection needs no line feed", () => {
  expect(takenText("<14>one\n<14>two")).toEqual({ lines: ["<14>one", "<14>two"], counted: 2, dropped: 0 });
});

test("a raw log whose lines begin with numbers is not taken for octet counts", () => {
  const squid = "1767225600.123    45 10.0.0.1 TCP_MISS/200 512 GET http://example.com/";
  expect(takenText(`${squid}\n${squid}\n`).lines).toEqual([squid, squid]);
  expect(takenText("12 packets\n7\n").lines).toEqual(["12 packets", "7"]);
});

test("a line feed inside a counted message does not make two lines of it, and NUL ends a message", () => {
  expect(takenText("12 <14>one\ntwo\n9 <14>three").lines).toEqual(["<14>one two", "<14>three"]);
  expect(takenText("<14>one\0<14>two\0").lines).toEqual(["<14>one", "<14>two"]);
});

test("a counted stream that gets out of step is kept as lines", () => {
  expect(takenText("8 <14>one\n<14>lost its count\n<14>next\n").lines).toEqual([
    "<14>one",
    "<14>lost its count",
    "<14>next",
  ]);
});

test("a line that is too long is dropped and counted, and those around it are kept", () => {
  const long = "x".repeat(lineBytesMaximum + 1);
  const pieces = `<14>one\n${long}\n<14>two\n`.match(/[\s\S]{1,10000}/g) ?? [];
  const byLines = taken(...pieces.map((piece) => Buffer.from(piece)));
  expect(byLines).toEqual({ lines: ["<14>one", "<14>two"], counted: 2, dropped: 1 });
  const counted = `7 <14>one${long.length + 1} <${long}7 <14>two`.match(/[\s\S]{1,10000}/g) ?? [];
  expect(taken(...counted.map((piece) => Buffer.from(piece)))).toEqual(byLines);
});

const message = fc.stringMatching(/^<\d{1,3}>[ -~äß汉]{0,40}$/);
const cuts = fc.array(fc.nat(400), { maxLength: 12 });

function cut(stream: Buffer, places: number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => Math.min(place, stream.length))), stream.length].sort((a, b) => a - b);
  return ends.map((end, index) => stream.subarray(ends[index - 1] ?? 0, end));
}

test("however a stream is cut into pieces, the same messages come out in either framing", () => {
  fc.assert(
    fc.property(
      fc.array(message, { minLength: 1, maxLength: 8 }),
      cuts,
      fc.boolean(),
      (messages, places, isCounted) => {
        const framed = messages.map((text) => (isCounted ? `${Buffer.byteLength(text)} ${text}` : `${text}\n`));
        const { lines, counted, dropped } = taken(...cut(Buffer.from(framed.join("")), places));
        expect(lines).toEqual(messages);
        expect({ counted, dropped }).toEqual({ counted: messages.length, dropped: 0 });
      },
    ),
  );
});
