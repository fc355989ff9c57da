import { expect, test } from "vitest";
import { stepsOf, usageView } from "./usage-view";

const now = new Date("2026-06-15T10:20:30.000Z");

test("24 hours are the running one and the 23 before it", () => {
  const { step, begins } = stepsOf("24h", now);
  expect(step).toBe("hour");
  expect(begins).toHaveLength(24);
  expect(begins.at(0)).toEqual(new Date("2026-06-14T11:00:00.000Z"));
  expect(begins.at(-1)).toEqual(new Date("2026-06-15T10:00:00.000Z"));
});

test.each([
  ["7d", 7, "2026-06-09"],
  ["30d", 30, "2026-05-17"],
] as const)("%s are the running day and those before it, in UTC", (range, count, first) => {
  const { step, begins } = stepsOf(range, now);
  expect(step).toBe("day");
  expect(begins).toHaveLength(count);
  expect(begins.at(0)).toEqual(new Date(`${first}T00:00:00.000Z`));
  expect(begins.at(-1)).toEqual(new Date("2026-06-15T00:00:00.000Z"));
});

test("a range that nobody knows is the default one", () => {
  for (const range of [undefined, "", "1y", ["7d", "30d"]]) expect(usageView.parse({ range })).toEqual({ range: "7d" });
});
