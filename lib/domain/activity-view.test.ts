import { expect, test } from "vitest";
import { activitySources, ipCategories } from "./activity";
import { activityPageInputOf, activityView, ipCategoryNameOf, isNarrowed, sourceNameOf } from "./activity-view";

test("an address that makes no sense shows the default view", () => {
  const odd = { app: "12x", user: "a\0", ip: ["1", "2"], from: "2026-13-01", direction: "up" };
  expect(activityView.parse(odd)).toEqual(activityView.parse({}));
  expect(isNarrowed(activityView.parse(odd))).toBe(false);
});

test("each filter narrows, and the last day is shown to its end", () => {
  for (const change of [
    { app: "0" },
    { user: "x" },
    { action: "x" },
    { ip: "1" },
    { search: "x" },
    { to: "2026-11-02" },
  ])
    expect(isNarrowed(activityView.parse(change))).toBe(true);
  const { from, until } = activityPageInputOf(activityView.parse({ to: "2026-11-02" }), "Asia/Taipei");
  expect(from).toBeNull();
  expect(until?.toISOString()).toBe("2026-11-02T16:00:00.000Z");
});

test("every number of the contract has a name", () => {
  for (const number of Object.keys(ipCategories).map(Number)) expect(ipCategoryNameOf(number)).not.toBeNull();
  for (const number of Object.keys(activitySources).map(Number)) expect(sourceNameOf(number)).not.toBeNull();
  expect(sourceNameOf(4)).toBeNull();
});
