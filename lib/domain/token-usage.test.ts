import { expect, test } from "vitest";
import { callOutcomes, isUse, outcomeOfStatus } from "./token-usage";

test.each([
  [200, "answered"],
  [204, "answered"],
  [302, "answered"],
  [400, "invalid"],
  [401, "forbidden"],
  [403, "forbidden"],
  [404, "invalid"],
  [413, "invalid"],
  [429, "rate-limited"],
  [500, "failed"],
  [503, "failed"],
] as const)("an answer of %i is a call that was %s", (status, outcome) => {
  expect(outcomeOfStatus(status)).toBe(outcome);
});

test("no refusal by the guard makes a token used, everything else does", () => {
  expect(callOutcomes.filter(isUse)).toEqual(["answered", "invalid", "failed", "abandoned"]);
});
