import { expect, test } from "vitest";
import { activityFiltersOf, activitySelectionOf, alertFiltersOf, alertSelectionOf } from "./selection-filters";

test("what the form makes of filters and back is the same", () => {
  const alerts = { severities: [1, 2], app: "15600" };
  expect(alertSelectionOf(alertFiltersOf(alerts))).toEqual(alerts);
  const activities = { app: "11161", userName: "megan", action: "Download" };
  expect(activitySelectionOf(activityFiltersOf(activities))).toEqual(activities);
});

test("a form without a choice keeps everything", () => {
  expect(alertFiltersOf({ severities: [], app: "" })).toEqual({});
  expect(activityFiltersOf({ app: "", userName: " ", action: "" })).toEqual({});
});
