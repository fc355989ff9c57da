import { expect, test } from "vitest";
import { alertIntents, alertResolutions } from "./alert";
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
  for (const number of [0, 1, 2, 3]) expect(severityNumbers[severityNameOf(number)]).toBe(number);
  for (const number of [0, 1, 2, 3, 4, 5, 7, 8]) expect(categoryNameOf(number)).not.toBeNull();
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
