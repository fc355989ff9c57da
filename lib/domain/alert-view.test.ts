import { expect, test } from "vitest";
import { alertIntents, alertResolutions, alertSeverities, alertStories } from "./alert";
import {
  alertStateOf,
  alertView,
  categoryNameOf,
  intentNameOf,
  isNarrowed,
  severityNameOf,
  severityNumbers,
} from "./alert-view";

test("every number of the contract has a name", () => {
  for (const number of Object.keys(alertSeverities).map(Number))
    expect(severityNumbers[severityNameOf(number)]).toBe(number);
  for (const number of Object.keys(alertStories).map(Number)) expect(categoryNameOf(number)).not.toBeNull();
  for (const number of Object.keys(alertIntents).map(Number)) expect(intentNameOf(number)).not.toBeNull();
  expect(categoryNameOf(6)).toBeNull();
});

test("an alert's state says how it was closed, also in the obsolete ways", () => {
  const states = Object.keys(alertResolutions).map((number) =>
    alertStateOf({ isRead: true, resolution: Number(number) }),
  );
  expect(states).toEqual(["read", "false-positive", "true-positive", "false-positive", "benign", "true-positive"]);
  expect(alertStateOf({ isRead: false, resolution: 0 })).toBe("unread");
});

test("the default view is what is open, and choosing what is closed is no filter", () => {
  const view = alertView.parse({});
  expect(view.status).toBe("open");
  expect(isNarrowed(view)).toBe(false);
  expect(isNarrowed(alertView.parse({ status: "closed" }))).toBe(false);
  expect(isNarrowed(alertView.parse({ app: "0" }))).toBe(true);
});
