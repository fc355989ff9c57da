import { expect, test } from "vitest";
import { makeReport } from "@/prisma/discovery-factories";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { discoveredAppView } from "../domain/discovered-app-view";
import { findDiscoveredApp } from "./find-discovered-app";
import { listAppPage } from "./list-app-page";
import { tagApps } from "./tag-apps";

const client = appClient();
const dropbox = 11627;
const box = 10489;
const slack = 30125;

async function makeAdministrator(): Promise<TestMember> {
  return makeMember(client, await makeTenant(client), { role: "global-administrator" });
}

function list(member: TestMember, parameters: Record<string, string> = {}) {
  return listAppPage(callerOf(member), discoveredAppView.parse(parameters), new Date());
}

async function names(member: TestMember, parameters: Record<string, string> = {}): Promise<string[]> {
  return (await list(member, parameters)).page.rows.map(({ name }) => name);
}

test("the apps of a report are found by name, category, tag and score, in the order that is asked for", async () => {
  const admin = await makeAdministrator();
  await makeReport(client, admin.tenant, {
    traffic: [
      { appId: dropbox, transactions: 9 },
      { appId: box, uploadedBytes: 9_000 },
      { appId: slack, transactions: 5 },
    ],
  });
  await tagApps(callerOf(admin), { apps: [{ appId: box, add: ["unsanctioned"], remove: [] }] }, new Date());
  expect(await names(admin)).toEqual(["Box", "Dropbox", "Slack"]);
  expect(await names(admin, { sort: "transactions" })).toEqual(["Dropbox", "Slack", "Box"]);
  expect(await names(admin, { search: "box" })).toEqual(["Box", "Dropbox"]);
  expect(await names(admin, { tag: "unsanctioned" })).toEqual(["Box"]);
  expect(await names(admin, { tag: "none", sort: "name", direction: "asc" })).toEqual(["Dropbox", "Slack"]);
  expect(await names(admin, { scoreFrom: "8" })).toEqual(["Slack"]);
  expect(await names(admin, { rating: "rated", category: "SAASDB_CATEGORY_CLOUD_STORAGE" })).toHaveLength(2);
  expect(await names(admin, { rating: "unrated" })).toEqual([]);
  expect((await list(admin, { search: "slack" })).categories).toContain("SAASDB_CATEGORY_CLOUD_STORAGE");
});

test("pages follow each other without a gap or an overlap, and back again", async () => {
  const admin = await makeAdministrator();
  const traffic = Array.from({ length: 120 }, (_, index) => ({ appId: 30_001 + index, transactions: 1 + index }));
  await makeReport(client, admin.tenant, { traffic });
  const sort = { sort: "transactions" };
  const first = await list(admin, sort);
  const second = await list(admin, { ...sort, after: first.page.next ?? "" });
  const third = await list(admin, { ...sort, after: second.page.next ?? "" });
  const ids = [first, second, third].flatMap(({ page }) => page.rows.map(({ appId }) => appId));
  expect(ids).toEqual(traffic.map(({ appId }) => appId).reverse());
  expect([first.total, first.page.previous, third.page.next]).toEqual([120, null, null]);
  expect((await list(admin, { ...sort, before: third.page.previous ?? "" })).page).toEqual(second.page);
  expect((await list(admin, { ...sort, after: "99999" })).page).toMatchObject({
    rows: [],
    next: null,
    previous: "120",
  });
});

test("an app's page has its own traffic alone, and its facts without any", async () => {
  const [admin, stranger] = [await makeAdministrator(), await makeAdministrator()];
  await makeReport(client, admin.tenant, {
    traffic: [
      { appId: slack, user: "amy", uploadedBytes: 700, downloadedBytes: 0 },
      { appId: box, user: "ben" },
    ],
  });
  const choice = { stream: "Global View", days: 7, appId: slack };
  const own = await findDiscoveredApp(callerOf(admin), choice, new Date());
  expect(own).toMatchObject({ app: { name: "Slack" }, totals: { users: 1, totalBytes: 700 }, tags: [] });
  expect(own.days.reduce((sum, { transactions }) => sum + transactions, 0)).toBe(1);
  expect(own.risk.knownFactors).toBeGreaterThan(0);
  const foreign = await findDiscoveredApp(callerOf(stranger), choice, new Date());
  expect(foreign).toMatchObject({ app: { name: "Slack" }, totals: { users: 0, transactions: 0, lastSeenAt: null } });
  await expect(findDiscoveredApp(callerOf(admin), { ...choice, appId: 1 }, new Date())).rejects.toMatchObject({
    code: "not-found",
  });
});
