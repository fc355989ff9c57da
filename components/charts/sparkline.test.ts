import { describe, expect, test } from "vitest";
import { sparkPath } from "./sparkline";

describe("the path of a sparkline", () => {
  test("goes from zero at the bottom to the largest value at the top", () => {
    expect(sparkPath([0, 5, 10])).toBe("M2 22L50 12L98 2");
  });

  test("breaks where nobody knows, and a value alone is a dot", () => {
    expect(sparkPath([10, null, 10])).toBe("M2 2h0M98 2h0");
    expect(sparkPath([7])).toBe("M2 2h0");
  });

  test("is flat at the bottom when nothing happened, and empty when nothing is known", () => {
    expect(sparkPath([0, 0])).toBe("M2 22L98 22");
    expect(sparkPath([null, null])).toBe("");
    expect(sparkPath([])).toBe("");
  });
});
