import { describe, expect, test } from "vitest";
import { closeSelectionInput, closingReasonNumbers, closingReasonOf, closingReasons } from "./alert-closing";

const id = "64b0c0ffee0000000000abcd";

function read(change: Record<string, unknown>) {
  return closeSelectionInput.safeParse({ ids: [id], verdict: "benign", reason: null, comment: "", ...change });
}

describe("what alerts are closed with", () => {
  test("takes each verdict's own reasons and refuses another's", () => {
    expect(read({ reason: "triggered-by-test" }).success).toBe(true);
    expect(read({ verdict: "false-positive", reason: "triggered-by-test" }).error?.issues[0]?.path).toEqual(["reason"]);
    expect(read({ verdict: "true-positive", reason: "other" }).success).toBe(false);
  });

  test("keeps a comment's lines, makes nothing of blanks, and refuses what no comment holds", () => {
    expect(read({ comment: " seen\r\nbefore " }).data?.comment).toBe("seen\nbefore");
    expect(read({ comment: " \n " }).data?.comment).toBeNull();
    expect(read({ comment: "a\0b" }).success).toBe(false);
    expect(read({ comment: "好".repeat(4_001) }).success).toBe(false);
    expect(read({ comment: "好".repeat(4_000) }).success).toBe(true);
  });

  test("names at least one alert and at most a page of them, by ids only", () => {
    expect(read({ ids: [] }).success).toBe(false);
    expect(read({ ids: ["all"] }).success).toBe(false);
    expect(read({ ids: Array.from({ length: 101 }, () => id) }).success).toBe(false);
  });
});

test("a reason's number leads back to the reason", () => {
  for (const reason of Object.values(closingReasons).flat())
    expect(closingReasonOf(closingReasonNumbers[reason])).toBe(reason);
  expect(closingReasonOf(null)).toBeNull();
  expect(closingReasonOf(99)).toBeNull();
});
