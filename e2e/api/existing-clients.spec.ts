import { expect, test } from "@playwright/test";
import { type ApiWorld, makeApiWorld } from "../support/api-world";
import { type HttpCall, httpCall } from "../support/http-call";

/** What published clients do, request by request: they must work here when only URL and token change. */
let world: ApiWorld;
let operator: string;

test.beforeAll(async () => {
  world = await makeApiWorld();
  operator = await world.issue("security-operator");
});

test.afterAll(() => world.close());

async function call(sent: Partial<HttpCall> & { path: string }) {
  const answer = await httpCall({ secret: operator, tenant: world.tenant.slug, ...sent });
  return { status: answer.status, json: JSON.parse(answer.text), text: answer.text };
}

const urlEncoded = [["Content-Type", "application/x-www-form-urlencoded"]] as const;

test("an incident poller: GET with a JSON body, ascending without a sort field, a limit above the cap", async () => {
  const since = Date.now() - 60 * 60 * 1000;
  for (const minutes of [30, 10, 20])
    await world.raiseAlert({ severity: 2, raisedAt: new Date(Date.now() - minutes * 60 * 1000) });
  const filters = { severity: { eq: 2 }, resolutionStatus: { eq: 0 }, date: { gte: since } };
  const { status, json } = await call({ path: "/api/v1/alerts/", body: { filters, limit: 200, sortDirection: "asc" } });
  expect(status).toBe(200);
  expect(json.max).toBe(100);
  const times = json.data.map((alert: { timestamp: number }) => alert.timestamp);
  expect(times).toEqual([...times].sort());
  expect(times.length).toBeGreaterThanOrEqual(3);
  for (const alert of json.data) {
    expect(Array.isArray(alert.entities)).toBe(true);
    expect(alert.resolveTime).toBeNull();
  }
});

test("an incident poller fetches one alert without the last slash", async () => {
  const id = await world.raiseAlert();
  expect((await call({ path: `/api/v1/alerts/${id}` })).json._id).toBe(id);
});

test("an older client dismisses and resolves in bulk, and reads back what it looks for", async () => {
  const [one, two, three] = [await world.raiseAlert(), await world.raiseAlert(), await world.raiseAlert()];
  const dismissed = await call({
    method: "POST",
    path: "/api/v1/alerts/dismiss_bulk/",
    body: { filters: { id: { eq: [one] } }, comment: "noise" },
  });
  expect(dismissed.json).toEqual({ closed_false_positive: 1 });
  const resolved = await call({
    method: "POST",
    path: "/cas/api/v1/alerts/resolve/",
    body: { filters: { id: { eq: [two] } } },
  });
  expect(resolved.json).toEqual({ closed_true_positive: 1 });
  const single = await call({ method: "POST", path: `/api/v1/alerts/${three}/dismiss/` });
  expect(single.json).toEqual({ closed_false_positive: 1 });
  const found = await call({
    path: "/api/v1/alerts/",
    body: { filters: { id: { eq: [one, two] }, resolutionStatus: { eq: [1, 2] } } },
  });
  expect(found.json.total).toBe(2);
  const alert = await call({ path: `/api/v1/alerts/${one}/` });
  expect(alert.json).toMatchObject({ resolutionStatusValue: 3, statusValue: 2, comment: "noise" });
  expect(Date.parse(alert.json.resolveTime)).toBeGreaterThan(0);
});

test("closing what is closed is an error that names it; closing some of them is not", async () => {
  const [open, closed] = [await world.raiseAlert(), await world.raiseAlert()];
  const close = (...ids: string[]) =>
    call({ method: "POST", path: "/api/v1/alerts/close_benign/", body: { filters: { id: { eq: ids } }, reasonId: 6 } });
  expect((await close(closed)).json).toEqual({ closed_benign: 1 });
  expect(await close(closed)).toMatchObject({ status: 400, json: { closed_benign: 0, alertsNotFound: [closed] } });
  expect(await close(closed, open)).toMatchObject({
    status: 200,
    json: { closed_benign: 1, alertsNotFound: [closed] },
  });
});

test("closing without any filter is refused and closes nothing", async () => {
  const id = await world.raiseAlert();
  for (const body of [{}, { filters: {} }, { filters: { severity: {} } }, { filters: { id: { eq: [] } } }])
    expect((await call({ method: "POST", path: "/api/v1/alerts/close_false_positive/", body })).status).toBe(400);
  expect((await call({ path: `/api/v1/alerts/${id}/` })).json.resolutionStatusValue).toBe(0);
});

test("curl as documented: JSON under the form's content type, and real forms", async () => {
  const id = await world.raiseAlert({ severity: 0 });
  const filters = JSON.stringify({ id: { eq: [id] } });
  const bodies = [`{"filters": ${filters}}`, `filters=${encodeURIComponent(filters)}&limit=10`];
  for (const body of bodies) {
    const { json } = await call({ method: "POST", path: "/api/v1/alerts/", body, headers: urlEncoded });
    expect(json.data.map((alert: { _id: string }) => alert._id)).toEqual([id]);
  }
  const boundary = "----form";
  const part = `--${boundary}\r\nContent-Disposition: form-data; name="filters"\r\n\r\n${filters}\r\n--${boundary}--\r\n`;
  const type = `multipart/form-data; boundary=${boundary}`;
  const { json } = await call({
    method: "POST",
    path: "/api/v1/alerts/",
    body: part,
    headers: [["Content-Type", type]],
  });
  expect(json.total).toBe(1);
});

test("a PowerShell module sizes its pages by max after an empty POST", async () => {
  const { json } = await call({ method: "POST", path: "/api/v1/alerts/" });
  expect(json.max).toBe(100);
});

test("read and unread change what is shown, with read permission alone", async () => {
  const reader = await world.issue("security-reader");
  const id = await world.raiseAlert();
  const mark = (word: string) => call({ method: "POST", path: `/api/v1/alerts/${id}/${word}/`, secret: reader });
  expect((await mark("read")).json.statusValue).toBe(1);
  expect(
    (await call({ path: "/api/v1/alerts/", body: { filters: { id: { eq: [id] }, read: { eq: true } } } })).json.total,
  ).toBe(1);
  expect((await mark("unread")).json.statusValue).toBe(0);
});

test("a scan finds every activity once and ends", async () => {
  const minute = 60 * 1000;
  const inputs = Array.from({ length: 1_200 }, (_, index) => ({
    happenedAt: new Date(Date.now() - Math.floor(index / 5) * minute),
    appId: 4_711,
  }));
  const ids = await world.recordActivities(inputs);
  const seen: string[] = [];
  let filters: object = { service: { eq: [4_711] } };
  for (let page = 0; page < 5; page += 1) {
    const { json } = await call({ method: "POST", path: "/api/v1/activities/", body: { filters, isScan: true } });
    seen.push(...json.data.map((activity: { _id: string }) => activity._id));
    if (!json.hasNext) {
      expect(json).not.toHaveProperty("nextQueryFilters");
      break;
    }
    filters = json.nextQueryFilters;
  }
  expect(seen).toHaveLength(1_200);
  expect(new Set(seen)).toEqual(new Set(ids));
});

test("an activity carries what clients read without a guard", async () => {
  const [id = ""] = await world.recordActivities([{}]);
  const { json } = await call({ path: `/api/v1/activities_kusto/${id}` });
  expect(json).toMatchObject({
    _id: id,
    severity: "INFO",
    device: { clientIP: expect.any(String) },
    appName: expect.any(String),
  });
  expect(Array.isArray(json.entityData)).toBe(false);
  expect(typeof json.location.latitude).toBe("number");
});
