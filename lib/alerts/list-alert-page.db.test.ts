import { beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makeAlerts } from "@/prisma/history-factories";
import { appClient } from "../db/client";
import type { CloseSelectionInput } from "../domain/alert-closing";
import { alertPageInputOf, alertView, type ListedAlert } from "../domain/alert-view";
import { closeSelection } from "./close-selection";
import { listAlertHistory } from "./list-alert-history";
import { listAlertPage } from "./list-alert-page";
import { markAlertRead } from "./mark-alert-read";

const client = appClient();
const began = Date.parse("2026-11-01T00:00:00Z");
const hour = 60 * 60 * 1000;
let operator: TestMember;
let discoverer: TestMember;
let stranger: TestMember;

const box = { type: "service", id: 10489, label: "Box" } as const;
const policyId = "a".repeat(24);
const megan = { type: "user", id: "megan@contoso.example", label: "Megan Bowen" } as const;

beforeAll(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  operator = await makeMember(client, own, { role: "security-operator", name: "Olga Operator" });
  discoverer = await makeMember(client, own, { role: "discovery-global-administrator" });
  stranger = await makeMember(client, foreign, { role: "global-administrator" });
  // One each hour, one in ten at the same moment as the one before.
  await makeAlerts(
    client,
    own,
    Array.from({ length: 120 }, (_, index) => ({
      raisedAt: new Date(began + (index - (index % 10 === 5 ? 1 : 0)) * hour),
      title: index === 7 ? "100% of the quota_used" : "Mass download",
    })),
  );
  await makeAlerts(client, own, [
    { severity: 2, title: "About Box", policyId, entities: [box, megan, megan], entityKeys: ["service:10489"] },
    { severity: 3, title: "Closed one", resolution: 3, resolvedAt: new Date() },
    { severity: 0, title: "New app discovered", stories: [4], isDiscovery: true },
  ]);
  await makeAlerts(client, foreign, [{ title: "Somebody else's" }]);
});

function input(change: Record<string, string> = {}, zone = "UTC") {
  return alertPageInputOf(alertView.parse(change), zone);
}

async function list(member: TestMember, change: Record<string, string> = {}) {
  return (await listAlertPage(callerOf(member), input(change))).page.rows;
}

async function idOf(title: string): Promise<string> {
  const [alert] = await list(operator, { search: title });
  return String(alert?.id);
}

describe("the pages of the alerts", () => {
  test.each(["desc", "asc"])("hold each alert once, in order (%s)", async (direction) => {
    const seen: ListedAlert[] = [];
    const sizes: number[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const change = { direction, to: "2026-11-20", ...(cursor ? { after: cursor } : {}) };
      const { page } = await listAlertPage(callerOf(operator), input(change));
      seen.push(...page.rows);
      sizes.push(page.rows.length);
      cursor = page.next;
    }
    expect(sizes).toEqual([50, 50, 20]);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(120);
    const times = seen.map(({ raisedAt }) => raisedAt.getTime());
    expect(times).toEqual(times.toSorted((one, other) => (direction === "asc" ? one - other : other - one)));
  });

  test("lead back to where they came from, and start over with a cursor of another filter", async () => {
    const first = (await listAlertPage(callerOf(operator), input())).page;
    const second = (await listAlertPage(callerOf(operator), input({ after: String(first.next) }))).page;
    const again = (await listAlertPage(callerOf(operator), input({ before: String(second.previous) }))).page;
    expect(again.rows).toEqual(first.rows);
    expect(again.previous).toBeNull();
    const other = (await listAlertPage(callerOf(operator), input({ severity: "medium", after: String(first.next) })))
      .page;
    expect(other.previous).toBeNull();
  });
});

describe("a filter finds", () => {
  test("what is open unless asked for what is closed", async () => {
    const titles = (await list(operator, { from: "2026-11-20" })).map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(["About Box", "New app discovered"]));
    expect(titles).not.toContain("Closed one");
    expect(await list(operator, { status: "closed" })).toMatchObject([
      { title: "Closed one", state: "false-positive" },
    ]);
  });

  test("a severity, a category, an app, a policy", async () => {
    expect((await list(operator, { severity: "high" })).map(({ title }) => title)).toEqual(["About Box"]);
    expect((await list(operator, { category: "discovery" })).map(({ title }) => title)).toEqual(["New app discovered"]);
    expect(await list(operator, { app: "10489" })).toMatchObject([{ apps: ["Box"], accounts: ["Megan Bowen"] }]);
    expect(await list(operator, { app: "1" })).toEqual([]);
    expect(await list(operator, { policy: policyId })).toMatchObject([{ title: "About Box" }]);
    expect(await list(operator, { policy: "b".repeat(24) })).toEqual([]);
  });

  test("a part of the title in any case, with a percent sign and an underscore as themselves", async () => {
    expect(await list(operator, { search: "100% OF" })).toHaveLength(1);
    expect(await list(operator, { search: "a_used" })).toHaveLength(1);
    expect(await list(operator, { search: "q%d" })).toEqual([]);
  });

  test("a part of a title among those that are closed, however they were closed", async () => {
    expect(await list(operator, { search: "ONE", status: "closed" })).toMatchObject([{ title: "Closed one" }]);
    expect(await list(operator, { search: "one", status: "open" })).toEqual([]);
    expect(await list(operator, { search: "mass", app: "10489" })).toEqual([]);
  });

  test("a part of several titles in one order, page by page", async () => {
    const among = { search: "a", from: "2026-11-01", to: "2026-11-07", direction: "asc" };
    const first = (await listAlertPage(callerOf(operator), input(among))).page;
    const second = (await listAlertPage(callerOf(operator), input({ ...among, after: String(first.next) }))).page;
    const { page: all } = await listAlertPage(callerOf(operator), input({ ...among, search: "" }));
    expect([...first.rows, ...second.rows].slice(0, 50)).toEqual(all.rows);
    expect(first.rows.map(({ title }) => title)).toContain("100% of the quota_used");
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(100);
  });

  test("a part of a title where there are more titles than can be looked at", async () => {
    const many = await makeMember(client, await makeTenant(client), { role: "security-operator" });
    const titles = Array.from({ length: 1_100 }, (_, index) => `Alert number ${index}`);
    await makeAlerts(
      client,
      many.tenant,
      titles.map((title) => ({ title })),
    );
    expect(await list(many, { search: "NUMBER 1099" })).toMatchObject([{ title: "Alert number 1099" }]);
    expect(await list(many, { search: "number" })).toHaveLength(50);
    expect(await list(many, { search: "nowhere" })).toEqual([]);
  });

  test("whole days of the reader's time zone", async () => {
    const days = { from: "2026-11-02", to: "2026-11-02", direction: "asc" };
    const firstIn = async (zone: string) =>
      (await listAlertPage(callerOf(operator), input(days, zone))).page.rows[0]?.raisedAt.toISOString();
    expect(await firstIn("UTC")).toBe("2026-11-02T00:00:00.000Z");
    expect(await firstIn("Asia/Taipei")).toBe("2026-11-01T16:00:00.000Z");
  });

  test("nothing wrong in an address that makes no sense", async () => {
    const odd = { severity: "worst", category: "x", app: "-1", search: "a\0b", from: "yesterday", after: "x.y" };
    expect(await list(operator, odd)).toHaveLength(50);
  });
});

describe("who sees which alerts", () => {
  test("another tenant's administrator sees their own, counts their own, and no history of these", async () => {
    const { page, counts, apps } = await listAlertPage(callerOf(stranger), input());
    expect(page.rows.map(({ title }) => title)).toEqual(["Somebody else's"]);
    expect(counts).toEqual({ high: 0, medium: 1, low: 0, informational: 0 });
    expect(apps).toEqual([]);
    const own = await listAlertPage(callerOf(operator), input());
    expect(own.counts).toEqual({ high: 1, medium: 120, low: 1, informational: 0 });
    expect(own.apps).toEqual([{ id: 10489, name: "Box" }]);
  });

  test("Cloud Discovery's administrator sees discovery's and counts no others", async () => {
    const { page, counts } = await listAlertPage(callerOf(discoverer), input());
    expect(page.rows.map(({ title }) => title)).toEqual(["New app discovered"]);
    expect(counts).toEqual({ high: 0, medium: 0, low: 1, informational: 0 });
  });

  test("the history tells who did what, to those who see the alert and to nobody else", async () => {
    const id = await idOf("quota_used");
    await markAlertRead(callerOf(operator), id, true);
    const closing: CloseSelectionInput = {
      ids: [id],
      verdict: "benign",
      reason: "triggered-by-test",
      comment: "Planned",
    };
    expect(await closeSelection(callerOf(operator), closing)).toEqual({ closed: 1, notOpen: 0 });
    expect(await closeSelection(callerOf(operator), closing)).toEqual({ closed: 0, notOpen: 1 });
    const closed = { action: "alert.closed", verdict: "benign", reasonId: 6, comment: "Planned" };
    const read = { action: "alert.marked-read", actorName: "Olga Operator", verdict: null, comment: null };
    expect(await listAlertHistory(callerOf(operator), id)).toMatchObject([closed, read]);
    expect(await listAlertHistory(callerOf(stranger), id)).toEqual([]);
    expect(await listAlertHistory(callerOf(discoverer), id)).toEqual([]);
  });
});
