import { expect, test } from "vitest";
import { openPlaces, sealPlaces } from "./feed-cursor";

const place = { transaction: "749", id: "0193b0c0" };

test("a cursor leads back to the places that it was made of", () => {
  expect(openPlaces(sealPlaces({ alerts: place, activities: null }))).toEqual({ alerts: place, activities: null });
});

test.each([
  ["a number that the database cannot hold", { ...place, transaction: "9223372036854775808" }],
  ["text that the database cannot hold", { ...place, id: "\0" }],
  ["something else than places", "alerts"],
])("a cursor with %s is none", (_what, alerts) => {
  const cursor = Buffer.from(JSON.stringify({ alerts, activities: null })).toString("base64url");
  expect(openPlaces(cursor)).toBeNull();
});
