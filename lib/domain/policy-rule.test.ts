import { describe, expect, test } from "vitest";
import { conditionsOf, type PolicyRule, policyRule } from "./policy-rule";

const activity = {
  kind: "activity",
  filters: { service: { eq: [11114] } },
  repetition: null,
  category: "threat-detection",
} as const;

function firstProblem(raw: unknown): { path: string; message: string } | null {
  const issue = policyRule.safeParse(raw).error?.issues[0];
  return issue === undefined ? null : { path: issue.path.join("."), message: issue.message };
}

describe("a policy's rule", () => {
  test("is read back as it was written", () => {
    const rules: PolicyRule[] = [
      { ...activity, filters: { service: { eq: [11114] } }, repetition: { activities: 5, minutes: 10 } },
      { kind: "unusual-upload", subject: "app", factor: 3, minimumMegabytes: 1 },
    ];
    for (const rule of rules) expect(policyRule.parse(JSON.parse(JSON.stringify(rule)))).toEqual(rule);
  });

  test.each([
    [{ ...activity, filters: {} }, "filterNeeded"],
    [{ ...activity, filters: { nothing: { eq: 1 } } }, "filterUnknown"],
    [{ ...activity, filters: { service: { startswith: "1" } } }, "filterUnknown"],
    [{ ...activity, filters: { date: { gte_ndays: 3 } } }, "filterUnknown"],
    [{ ...activity, filters: { "activity.alertId": { eq: "a" } } }, "filterUnknown"],
    [{ ...activity, filters: { text: { text: "x".repeat(9_000) } } }, "tooLong"],
  ])("refuses filters that match everything, that cannot be read, or that look back: %#", (raw, message) => {
    expect(firstProblem(raw)).toEqual({ path: "filters", message });
  });

  test.each([
    [{ ...activity, repetition: { activities: 1, minutes: 5 } }, "repetition.activities"],
    [{ ...activity, repetition: { activities: 5, minutes: 2_000 } }, "repetition.minutes"],
    [{ kind: "unusual-upload", subject: "user", factor: 1, minimumMegabytes: 1 }, "factor"],
    [{ kind: "unusual-upload", subject: "user", factor: 2.5, minimumMegabytes: 1 }, "factor"],
  ])("names the number that is out of range: %#", (raw, path) => {
    expect(firstProblem(raw)).toEqual({ path, message: "outOfRange" });
  });

  test("has the conditions that the same filters have in the activity list", () => {
    expect(conditionsOf({ ...activity, filters: { service: { eq: [11114] } } })).toEqual([
      { field: "service", test: { kind: "among", values: [11114], orNull: false, negated: false } },
    ]);
  });
});
