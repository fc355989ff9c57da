import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitLines } from "./split-lines";

describe("lines", () => {
  test("are the same however the bytes are cut into chunks", async () => {
    const piece = fc.constantFrom("a", "é", "雲", "\n", "\r\n", "\n\n", "😀", "long text ");
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), async (pieces, size) => {
        const text = pieces.join("");
        const expected = text.split("\n").map((line) => line.replace(/\r$/, ""));
        if (expected.at(-1) === "" && !/[^\n]$/.test(text)) expected.pop();
        expect(await lines(cut(Buffer.from(text), size))).toEqual(expected);
      }),
    );
  });

  test("U-01: longer than the maximum keep their place as null, with bounded memory", async () => {
    const text = `short\n${"x".repeat(100)}\nshort\n${"y".repeat(50)}`;
    expect(await lines(cut(Buffer.from(text), 7), { lineLengthMaximum: 20 })).toEqual(["short", null, "short", null]);
    expect(await lines(cut(Buffer.from(text), 1000), { lineLengthMaximum: 20 })).toEqual([
      "short",
      null,
      "short",
      null,
    ]);
  });

  test("are decoded from UTF-16 with a byte order mark, and from a named encoding", async () => {
    expect(await lines(cut(Buffer.from("\ufeff雲\nx", "utf16le"), 3))).toEqual(["雲", "x"]);
    expect(await lines(cut(Buffer.from([0xa4, 0xa4, 0x0a]), 1), { encoding: "big5" })).toEqual(["中"]);
    expect(await lines(cut(Buffer.from("\ufeffa\n"), 100))).toEqual(["a"]);
  });

  test("U-01: of no text are refused, and so is an unknown encoding", async () => {
    await expect(lines(cut(Buffer.alloc(100), 50))).rejects.toMatchObject({ code: "unsupported-file-type" });
    await expect(lines(cut(Buffer.from("a"), 1), { encoding: "klingon" })).rejects.toMatchObject({
      code: "unsupported-encoding",
    });
  });
});

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function lines(content: AsyncIterable<Uint8Array>, options?: Parameters<typeof splitLines>[1]) {
  const all: (string | null)[] = [];
  for await (const batch of splitLines(content, options)) all.push(...batch);
  return all;
}
