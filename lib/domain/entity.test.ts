import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeEntityKey, encodeEntityKey } from "./entity";

describe("an entity's key in text", () => {
  test("is read back, in either alphabet, padded or not", () => {
    const key = fc.record({ id: fc.string({ unit: "grapheme" }), saas: fc.nat(30_000), inst: fc.nat(5) });
    fc.assert(
      fc.property(key, (one) => {
        fc.pre(!one.id.includes("\0"));
        const text = encodeEntityKey(one);
        expect(decodeEntityKey(text)).toEqual(one);
        const urlSafe = text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
        expect(decodeEntityKey(urlSafe)).toEqual(one);
      }),
    );
  });

  test.each([
    "",
    "%%%",
    "e30=",
    btoa("[1]"),
    btoa("null"),
    btoa('{"id":7}'),
    btoa('{"id":"a","saas":1.5}'),
    btoa('{"id":"a","inst":9e99}'),
  ])("%j is none", (text) => expect(decodeEntityKey(text)).toBeNull());
});
