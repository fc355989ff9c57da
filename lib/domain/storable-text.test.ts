import { expect, test } from "vitest";
import { isStorable, pathToUnstorable } from "./storable-text";

test("text with NUL or half of a surrogate pair cannot be kept, any other can", () => {
  for (const text of ["a\0b", "\ud800", "x\udc00y", "\udc00\ud800"]) expect(isStorable(text)).toBe(false);
  for (const text of ["", "a\tb\n", "\u{1f600}", "臺北", "\ufffd", "\u0001"]) expect(isStorable(text)).toBe(true);
});

test("the place of what cannot be kept is named, however deep it lies", () => {
  expect(pathToUnstorable({ a: 1, b: [null, { c: "ok" }] })).toBeUndefined();
  expect(pathToUnstorable({ a: 1, b: [null, { c: "\0" }] })).toBe("b.1.c");
  expect(pathToUnstorable({ customParser: { "x\0": 1 } })).toBe("customParser");
  expect(pathToUnstorable(undefined)).toBeUndefined();
  expect(pathToUnstorable(JSON.parse(`${'{"a":'.repeat(10_000)}"\\u0000"${"}".repeat(10_000)}`))).toMatch(
    /^a(\.a){9999}$/,
  );
});
