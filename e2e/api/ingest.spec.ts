import { expect, test } from "@playwright/test";
import { type ApiWorld, makeApiWorld } from "../support/api-world";
import { httpCall } from "../support/http-call";

/** A program of the tenant's own brings in what it observed, and finds it again. */
let world: ApiWorld;
let admin: string;

test.beforeAll(async () => {
  world = await makeApiWorld();
  admin = await world.issue("global-administrator");
});

test.afterAll(() => world.close());

async function ingest(body: object | string, secret = admin) {
  const path = "/api/v1/activities/ingest/";
  const answer = await httpCall({ method: "POST", path, secret, tenant: world.tenant.slug, body });
  return { status: answer.status, json: JSON.parse(answer.text) };
}

function activity(id: string, more: object = {}) {
  const what = { eventType: "EVENT_CATEGORY_LOGIN", actionType: "UserLoggedIn", appId: 10980, appName: "Okta" };
  return { id, timestamp: Date.now() - 1000, ...what, user: { userName: `${id}@example.com` }, ...more };
}

test("what was brought in is listed by its id, and may be sent again", async () => {
  const batch = { activities: [activity("one"), activity("two")] };
  expect(await ingest(batch)).toMatchObject({ status: 200, json: { accepted: 2, duplicates: 0, refused: [] } });
  expect(await ingest(batch)).toMatchObject({ status: 200, json: { accepted: 0, duplicates: 2, refused: [] } });
  const found = await httpCall({ path: "/api/v1/activities/one", secret: admin, tenant: world.tenant.slug });
  expect(JSON.parse(found.text)).toMatchObject({ _id: "one", user: { userName: "one@example.com" }, appName: "Okta" });
});

test("bad activities are refused with their place and field; a request of nothing else is an error", async () => {
  const bad = activity("three", { appId: "x", shoe: 1 });
  const mixed = await ingest({ activities: [activity("four"), bad] });
  expect(mixed).toMatchObject({ status: 200, json: { accepted: 1, refused: [{ index: 1, id: "three" }] } });
  const fields = mixed.json.refused[0].errors.map((one: { field: string }) => one.field);
  expect(fields.sort()).toEqual(["appId", "shoe"]);
  expect(await ingest({ activities: [bad] })).toMatchObject({ status: 400, json: { error: true, accepted: 0 } });
});

test("a request of none, of too many, or too large is refused as a whole", async () => {
  expect(await ingest({})).toMatchObject({ status: 400, json: { field: "activities" } });
  expect(await ingest({ activities: [] })).toMatchObject({ status: 400, json: { field: "activities" } });
  const many = Array.from({ length: 501 }, (_, index) => activity(`many-${index}`));
  const refused = await ingest({ activities: many });
  expect(refused).toMatchObject({ status: 400, json: { detail: "activities has more than 500 values" } });
  expect((await ingest({ activities: many.slice(1) })).json).toMatchObject({ accepted: 500 });
  const padded = many.slice(1).map((one) => ({ ...one, description: "x".repeat(3000) }));
  expect((await ingest({ activities: padded })).status).toBe(413);
});

test("an operator's token reads activities and brings none", async () => {
  const operator = await world.issue("security-operator");
  expect((await ingest({ activities: [activity("five")] }, operator)).status).toBe(403);
});
