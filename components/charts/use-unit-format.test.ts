import { describe, expect, test } from "vitest";
import { scaledBytes } from "./use-unit-format";

describe("a number of bytes", () => {
  test("is told in the largest unit of which there is at least one", () => {
    expect(scaledBytes(0)).toEqual({ amount: 0, unit: "byte" });
    expect(scaledBytes(999)).toEqual({ amount: 999, unit: "byte" });
    expect(scaledBytes(1_500)).toEqual({ amount: 1.5, unit: "kilobyte" });
    expect(scaledBytes(2_400_000_000)).toEqual({ amount: 2.4, unit: "gigabyte" });
    expect(scaledBytes(7e15)).toEqual({ amount: 7, unit: "petabyte" });
    expect(scaledBytes(7e18)).toEqual({ amount: 7_000, unit: "petabyte" });
  });

  test("never reads 1,000 of a unit that has a larger one", () => {
    expect(scaledBytes(999_600)).toMatchObject({ unit: "megabyte" });
  });
});
