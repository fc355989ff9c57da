import { expect, test } from "vitest";
import { makeReport } from "@/prisma/discovery-factories";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import type { ReportChoice, TopMeasure } from "../domain/discovery-view";
import { summariseReport } from "./summarise-report";

const client = appClient();
/** Apps of the shipped catalogue; Slack has checked facts, the others none. */
const dropbox = 11627;
const box = 10489;
const slack = 30125;

function makeReader(): Promise<TestMember> {
  return makeTenant(client).then((tenant) => makeMember(client, tenant, { role: "security-reader" }));
}

function summary(reader: TestMember, choice: Partial<ReportChoice & { measure: TopMeasure }> = {}, now = new Date()) {
  return summariseReport(callerOf(reader), { stream: "Global View", days: 30, measure: "traffic", ...choice }, now);
}

test("a report adds up its traffic, day by day and in all, and counts each person and address once", async () => {
  const reader = await makeReader();
  await makeReport(client, reader.tenant, {
    traffic: [
      { appId: dropbox, user: "amy", sourceIp: "10.0.0.1", daysAgo: 1, transactions: 3, uploadedBytes: 900 },
      { appId: box, user: "amy", sourceIp: "10.0.0.1", daysAgo: 1, transactions: 2, blockedTransactions: 1 },
      { appId: box, user: "", sourceIp: "10.0.0.2", daysAgo: 2, uploadedBytes: null, downloadedBytes: null },
    ],
  });
  const { totals, days, topApps } = await summary(reader);
  expect(totals).toMatchObject({
    apps: 2,
    users: 1,
    ipAddresses: 2,
    uploadedBytes: 1_900,
    downloadedBytes: 8_000,
    totalBytes: 9_900,
    transactions: 6,
    blockedTransactions: 1,
  });
  expect(days).toHaveLength(31);
  expect(days.at(-2)).toMatchObject({ totalBytes: 9_900, transactions: 5 });
  expect(days.at(-3)).toMatchObject({ totalBytes: null, transactions: 1 });
  expect(days.at(-1)).toMatchObject({ day: new Date().toISOString().slice(0, 10), totalBytes: 0, transactions: 0 });
  expect(topApps.map(({ appId }) => appId)).toEqual([box, dropbox]);
});

test("where a log counts one direction alone, that is the traffic that is known", async () => {
  const reader = await makeReader();
  await makeReport(client, reader.tenant, {
    traffic: [
      { appId: dropbox, uploadedBytes: null, downloadedBytes: 7_000 },
      { appId: box, uploadedBytes: 1_000, downloadedBytes: 2_000 },
    ],
  });
  const { totals, topApps } = await summary(reader);
  expect(totals).toMatchObject({ uploadedBytes: 1_000, downloadedBytes: 9_000, totalBytes: 10_000 });
  expect(topApps[0]).toMatchObject({ appId: dropbox, uploadedBytes: null, totalBytes: 7_000 });
});

test("the Global View holds every data source and no snapshot, and a time frame what is within it", async () => {
  const reader = await makeReader();
  await makeReport(client, reader.tenant, { traffic: [{ transactions: 1 }] });
  const second = await makeReport(client, reader.tenant, {
    traffic: [{ transactions: 10 }, { daysAgo: 20, user: "b" }],
  });
  const snapshot = await makeReport(client, reader.tenant, { kind: "snapshot", traffic: [{ transactions: 100 }] });
  const transactions = async (choice: Partial<ReportChoice>) => (await summary(reader, choice)).totals.transactions;
  expect(await transactions({})).toBe(12);
  expect(await transactions({ days: 7 })).toBe(11);
  expect(await transactions({ stream: second.id })).toBe(11);
  expect(await transactions({ stream: snapshot.id })).toBe(100);
});

test("apps rank by what is asked for, and fall into categories and levels of risk", async () => {
  const reader = await makeReader();
  await makeReport(client, reader.tenant, {
    traffic: [
      { appId: dropbox, user: "amy", uploadedBytes: 9_000, downloadedBytes: 0 },
      { appId: slack, user: "amy", uploadedBytes: 1_000, downloadedBytes: 0, transactions: 50 },
      { appId: box, user: "amy", uploadedBytes: 500, downloadedBytes: 0 },
      { appId: box, user: "ben", uploadedBytes: 500, downloadedBytes: 0 },
    ],
  });
  const first = async (measure: TopMeasure) => (await summary(reader, { measure })).topApps[0]?.appId;
  expect(await first("traffic")).toBe(dropbox);
  expect(await first("users")).toBe(box);
  expect(await first("transactions")).toBe(slack);
  const { topCategories, risk } = await summary(reader);
  expect(topCategories[0]).toEqual({
    id: "SAASDB_CATEGORY_CLOUD_STORAGE",
    apps: 2,
    totalBytes: 10_000,
    transactions: 3,
  });
  expect(risk.low).toEqual({ apps: 1, totalBytes: 1_000, transactions: 50 });
  expect(risk.medium).toMatchObject({ apps: 2, totalBytes: 10_000 });
  expect(risk.high.apps + risk.unrated.apps).toBe(0);
});

test("a tenant without a log has an empty report, and another tenant's does not show in it", async () => {
  const [owner, stranger] = [await makeReader(), await makeReader()];
  const { id } = await makeReport(client, owner.tenant, { traffic: [{}] });
  expect((await summary(owner, { stream: id })).totals.apps).toBe(1);
  expect((await summary(stranger)).totals).toMatchObject({ apps: 0, users: 0, totalBytes: null, transactions: 0 });
  await expect(summary(stranger, { stream: id })).rejects.toMatchObject({ code: "not-found" });
});
