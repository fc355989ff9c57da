import { describe, expect, test } from "vitest";
import { FailureBucket } from "./failure-bucket";
import { UnknownTokens } from "./unknown-tokens";

describe("the count of refused tokens", () => {
  test("lets a source try so many at once, then one whenever its share of a minute has passed, and leaves others alone", () => {
    const bucket = new FailureBucket(3);
    for (let index = 0; index < 3; index++) {
      expect(bucket.waitOf("a", 0)).toBe(0);
      bucket.count("a", 0);
    }
    expect(bucket.waitOf("a", 0)).toBe(20_000);
    expect(bucket.waitOf("a", 5_000)).toBe(15_000);
    expect(bucket.waitOf("b", 0)).toBe(0);
    expect(bucket.waitOf("a", 20_000)).toBe(0);
    bucket.count("a", 20_000);
    expect(bucket.waitOf("a", 20_000)).toBe(20_000);
  });

  test("has all of it back after a minute, and never more, however long the source was quiet", () => {
    const bucket = new FailureBucket(3);
    for (let index = 0; index < 3; index++) bucket.count("a", 0);
    for (let index = 0; index < 3; index++) {
      expect(bucket.waitOf("a", 600_000)).toBe(0);
      bucket.count("a", 600_000);
    }
    expect(bucket.waitOf("a", 600_000)).toBe(20_000);
  });

  test("is not drawn below nothing by tokens that were already on their way", () => {
    const bucket = new FailureBucket(3);
    for (let index = 0; index < 100; index++) bucket.count("a", 0);
    expect(bucket.waitOf("a", 0)).toBe(20_000);
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
