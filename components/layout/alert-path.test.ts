import { describe, expect, test } from "vitest";
import { alertPathOf } from "./alert-path";

describe("the fragment of an alert's URL", () => {
  test.each(["#/alerts/64b0c0ffee0000000000abcd", "#/alerts/64B0C0FFEE0000000000ABCD/"])(
    "%s names its page",
    (text) => {
      expect(alertPathOf(text)).toBe("/alerts/64b0c0ffee0000000000abcd");
    },
  );

  test.each([
    "",
    "#code=abc",
    "#/alerts/",
    "#/alerts/64b0c0ffee0000000000abcd/../../sign-out",
    "#/alerts//evil.example",
    "#//evil.example",
    "#/activities/64b0c0ffee0000000000abcd",
  ])("%j names none", (text) => {
    expect(alertPathOf(text)).toBeNull();
  });
});
