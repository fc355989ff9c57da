import { describe, expect, test } from "vitest";
import { FailureBucket } from "./failure-bucket";
import { UnknownTokens } from "./unknown-tokens";

describe("the count of refused tokens", () => {
  test("lets a source try so many in a minute, says how long to wait, and leaves other sources alone", () => {
    const bucket = new FailureBucket(3);
    for (const at of [0, 10_000, 20_000]) {
      expect(bucket.waitOf("a", at)).toBe(0);
      bucket.count("a", at);
    }
    expect(bucket.waitOf("a", 20_000)).toBe(40_000);
    expect(bucket.waitOf("b", 20_000)).toBe(0);
    expect(bucket.waitOf("a", 60_000)).toBe(0);
    bucket.count("a", 60_000);
    expect(bucket.waitOf("a", 60_000)).toBe(0);
  });

  test("does not grow with the number of sources, and forgets the oldest first", () => {
    const bucket = new FailureBucket(1);
    for (let index = 0; index < 20_001; index++) bucket.count(`source ${index}`, 0);
    expect(bucket.waitOf("source 0", 1)).toBe(0);
    expect(bucket.waitOf("source 1", 1)).toBeGreaterThan(0);
    expect(bucket.waitOf("source 20000", 1)).toBeGreaterThan(0);
  });
});

describe("the tokens that do not exist", () => {
  test("are known as such for five seconds, and ten thousand of them", () => {
    const unknown = new UnknownTokens();
    unknown.add("first", 0);
    expect(unknown.has("first", 4_999)).toBe(true);
    expect(unknown.has("first", 5_000)).toBe(false);
    for (let index = 0; index < 10_000; index++) unknown.add(`forged ${index}`, 1);
    expect(unknown.has("first", 2)).toBe(false);
    expect(unknown.has("forged 0", 2)).toBe(true);
  });
});
