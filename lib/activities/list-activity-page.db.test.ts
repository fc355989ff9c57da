import { beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makeActivities } from "@/prisma/history-factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { visibilityOf } from "../domain/access";
import type { Activity } from "../domain/activity";
import { activityPageInputOf, activityView } from "../domain/activity-view";
import { findActivityPage } from "./activity-list-store";
import { listActivityPage } from "./list-activity-page";

const client = appClient();
const began = Date.parse("2026-11-01T00:00:00Z");
const hour = 60 * 60 * 1000;
let reader: TestMember;
let stranger: TestMember;

beforeAll(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  reader = await makeMember(client, own, { role: "security-reader" });
  stranger = await makeMember(client, foreign, { role: "global-administrator" });
  // One each hour, one in ten at the same moment as the one before.
  await makeActivities(
    client,
    own,
    Array.from({ length: 120 }, (_, index) => ({
      happenedAt: new Date(began + (index - (index % 10 === 5 ? 1 : 0)) * hour),
    })),
  );
  const later = new Date(began + 200 * hour);
  await makeActivities(client, own, [
    { happenedAt: later, appId: 10489, appName: "Box", description: "Share file: 100% plan_b.docx" },
    { happenedAt: later, userName: "lee@test.example", userDisplayName: "林雅婷", actionType: "AssumeRole" },
    { happenedAt: later, ip: "2001:db8:7::1", userName: null, userDisplayName: null },
  ]);
  await makeActivities(client, foreign, [{ description: "Somebody else's", appId: 7, appName: "Their app" }]);
});

function input(change: Record<string, string> = {}, zone = "UTC") {
  return activityPageInputOf(activityView.parse(change), zone);
}

async function find(change: Record<string, string>, member = reader): Promise<Activity[]> {
  return (await listActivityPage(callerOf(member), input(change))).page.rows;
}

describe("the pages of the activity log", () => {
  test.each(["desc", "asc"])("hold each activity once, in order (%s)", async (direction) => {
    const seen: Activity[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const change = { direction, ...(cursor ? { after: cursor } : {}) };
      const { page } = await listActivityPage(callerOf(reader), input(change));
      seen.push(...page.rows);
      cursor = page.next;
    }
    expect(seen).toHaveLength(123);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(123);
    const times = seen.map(({ happenedAt }) => happenedAt.getTime());
    expect(times).toEqual(times.toSorted((one, other) => (direction === "asc" ? one - other : other - one)));
  });

  test("lead back to where they came from, and start over with a cursor of another filter", async () => {
    const first = (await listActivityPage(callerOf(reader), input())).page;
    const second = (await listActivityPage(callerOf(reader), input({ after: String(first.next) }))).page;
    const again = (await listActivityPage(callerOf(reader), input({ before: String(second.previous) }))).page;
    expect(again.rows).toEqual(first.rows);
    expect(again.previous).toBeNull();
    const other = (await listActivityPage(callerOf(reader), input({ user: "megan", after: String(first.next) }))).page;
    expect(other.previous).toBeNull();
  });
});

describe("a search that finds little", () => {
  const page = (change: Record<string, string>, lookedAt: number) =>
    withTenant(reader.tenant.id, (tx) =>
      findActivityPage(tx, visibilityOf(callerOf(reader).principal, "activity"), input(change), lookedAt),
    );

  test("stops after so many activities, says how far it came, and goes on from there to the end", async () => {
    const found: Activity[] = [];
    const reached: (string | undefined)[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const part = await page({ ip: "2001:db8", ...(cursor && { after: cursor }) }, 50);
      found.push(...part.rows);
      reached.push(part.searchedTo?.toISOString());
      cursor = part.next;
    }
    expect(found).toHaveLength(1);
    expect(reached).toHaveLength(3);
    expect(reached[2]).toBeUndefined();
    expect(String(reached[0]) > String(reached[1])).toBe(true);
  });

  test("goes on where it found nothing, and leads back from what it found", async () => {
    const first = await page({ direction: "asc", search: "plan_b" }, 50);
    expect(first).toMatchObject({ rows: [], previous: null, next: expect.any(String), searchedTo: expect.any(Date) });
    const second = await page({ direction: "asc", search: "plan_b", after: String(first.next) }, 100);
    expect(second.rows).toHaveLength(1);
    const back = await page({ direction: "asc", search: "plan_b", before: String(second.previous) }, 50);
    expect(back).toMatchObject({ rows: [], previous: expect.any(String), searchedTo: expect.any(Date) });
  });

  test("and fills its page says nothing of the kind", async () => {
    expect(await page({ search: "e" }, 120)).toMatchObject({ searchedTo: null, next: expect.any(String) });
    expect(await page({}, 1)).toMatchObject({ searchedTo: null, next: expect.any(String) });
  });
});

describe("a filter finds", () => {
  test("an app", async () => {
    expect((await find({ app: "10489" })).map(({ appName }) => appName)).toEqual(["Box"]);
  });

  test("a person by a part of either name, in any script", async () => {
    expect(await find({ user: "LEE@" })).toHaveLength(1);
    expect(await find({ user: "雅婷" })).toHaveLength(1);
    expect(await find({ user: "nobody" })).toEqual([]);
  });

  test("an action, an address by its beginning, words as they stand", async () => {
    expect(await find({ action: "assume" })).toHaveLength(1);
    expect(await find({ ip: "2001:DB8:7:" })).toHaveLength(1);
    expect(await find({ ip: "db8" })).toEqual([]);
    expect(await find({ search: "100% PLAN_B" })).toHaveLength(1);
    expect(await find({ search: "plan%b" })).toEqual([]);
  });

  test("whole days of the reader's time zone", async () => {
    const days = { from: "2026-11-02", to: "2026-11-02", direction: "asc" };
    const firstIn = async (zone: string) =>
      (await listActivityPage(callerOf(reader), input(days, zone))).page.rows[0]?.happenedAt.toISOString();
    expect(await firstIn("UTC")).toBe("2026-11-02T00:00:00.000Z");
    expect(await firstIn("Asia/Taipei")).toBe("2026-11-01T16:00:00.000Z");
  });
});

describe("who sees the activity log", () => {
  test("another tenant's administrator sees their own activities and apps, the reader theirs", async () => {
    const foreign = await listActivityPage(callerOf(stranger), input());
    expect(foreign.page.rows.map(({ description }) => description)).toEqual(["Somebody else's"]);
    expect(foreign.apps).toEqual([{ id: 7, name: "Their app" }]);
    const own = await listActivityPage(callerOf(reader), input());
    expect(own.apps).toEqual([
      { id: 10489, name: "Box" },
      { id: 15600, name: "Microsoft OneDrive for Business" },
    ]);
  });

  test("Cloud Discovery's administrators do not", async () => {
    const discoverer = await makeMember(client, reader.tenant, { role: "discovery-global-administrator" });
    expect(() => listActivityPage(callerOf(discoverer), input())).toThrow("Insufficient role based permissions");
  });
});
