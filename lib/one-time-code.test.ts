import { expect, test } from "vitest";
import { hashOneTimeCode, mintOneTimeCode } from "./one-time-code";

test("a code carries 256 random bits and fits into a URL as it is", () => {
  const { code } = mintOneTimeCode();
  expect(Buffer.from(code, "base64url")).toHaveLength(32);
  expect(code).toBe(encodeURIComponent(code));
});

test("what is kept of a code is its SHA-256, never the code", () => {
  const { code, codeHash } = mintOneTimeCode();
  expect(codeHash).toEqual(hashOneTimeCode(code));
  expect(codeHash).toHaveLength(32);
  expect(Buffer.from(codeHash).includes(code)).toBe(false);
});

test("no two codes are alike", () => {
  expect(new Set(Array.from({ length: 1_000 }, () => mintOneTimeCode().code)).size).toBe(1_000);
});
