import { beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makeActivities } from "@/prisma/history-factories";
import { appClient } from "../db/client";
import { activityList } from "../domain/activity-list";
import { parseListQuery } from "../domain/list-query";
import { nextScanFilters } from "../domain/scan";
import { findActivity } from "./find-activity";
import { giveFeedback } from "./give-feedback";
import { listActivities } from "./list-activities";

const client = appClient();
const now = new Date();
const day = 24 * 60 * 60 * 1000;
let reader: TestMember;
let stranger: TestMember;
let ids: string[];

beforeAll(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  reader = await makeMember(client, own, { role: "security-reader" });
  stranger = await makeMember(client, foreign, { role: "global-administrator" });
  // Seven at each moment, so that pages end within a moment.
  const activities = await makeActivities(
    client,
    own,
    Array.from({ length: 1_400 }, (_, index) => ({
      happenedAt: new Date(now.getTime() - Math.floor(index / 7) * 60_000),
    })),
  );
  ids = activities.map(({ id }) => id);
  await makeActivities(client, foreign, [{}]);
});

async function list(member: TestMember, raw: Record<string, unknown>, lookedAt?: number) {
  const parsed = parseListQuery(activityList, raw, now);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return { query: parsed.query, result: await listActivities(callerOf(member), parsed.query, lookedAt) };
}

/** Scans as a client does: each answer's filters are the next request's. */
async function scan(direction: "asc" | "desc", between: () => Promise<unknown> = async () => undefined) {
  const seen: string[] = [];
  let filters: unknown = { date: { gte_ndays: 80 } };
  for (let page = 0; page < 10; page += 1) {
    const { result } = await list(reader, { filters, isScan: true, limit: 500, sortDirection: direction });
    seen.push(...result.rows.map(({ id }) => id));
    if (!result.hasNext || result.scanAfter === null || result.scannedTo === null) return seen;
    filters = nextScanFilters({ filters, direction, lastAt: result.scannedTo, after: result.scanAfter, now });
    await between();
  }
  throw new Error("the scan does not end");
}

/** The sizes of a scan's pages that may look at 300 activities each, and what it found. */
async function boundedScan(given: Record<string, unknown>, direction: "asc" | "desc") {
  const sizes: number[] = [];
  const seen: string[] = [];
  let filters: unknown = given;
  for (let page = 0; page < 10; page += 1) {
    const raw = { filters, isScan: true, limit: 500, sortDirection: direction };
    const { result } = await list(reader, raw, 300);
    sizes.push(result.rows.length);
    seen.push(...result.rows.map(({ id }) => id));
    if (result.scanAfter === null || result.scannedTo === null) return { sizes, seen };
    expect(result).toMatchObject({ hasNext: true, moreThanTotal: true });
    filters = nextScanFilters({ filters, direction, lastAt: result.scannedTo, after: result.scanAfter, now });
  }
  throw new Error("the scan does not end");
}

describe("scanning activities", () => {
  test.each(["desc", "asc"] as const)(
    "finds every record once, %s, also where many share a moment",
    async (direction) => {
      const seen = await scan(direction);
      expect(seen).toHaveLength(ids.length);
      expect(new Set(seen)).toEqual(new Set(ids));
    },
  );

  test("is not shifted by what arrives meanwhile", async () => {
    const seen = await scan("desc", () =>
      makeActivities(client, reader.tenant, [{ happenedAt: new Date(now.getTime() + day) }]),
    );
    expect(seen).toHaveLength(new Set(seen).size);
    expect(seen).toEqual(expect.arrayContaining(ids));
  });

  test("refuses a place of another tenant or another direction, and one that was changed", async () => {
    const { result } = await list(reader, { isScan: true });
    const place = { scanAfter: { eq: result.scanAfter } };
    await expect(list(stranger, { filters: place, isScan: true })).rejects.toMatchObject({ code: "invalid" });
    await expect(list(reader, { filters: place, sortDirection: "asc" })).rejects.toMatchObject({ code: "invalid" });
    const changed = { scanAfter: { eq: `x${result.scanAfter}` } };
    await expect(list(reader, { filters: changed })).rejects.toMatchObject({ code: "invalid" });
    await expect(list(reader, { filters: { scanAfter: {} } })).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("a scan whose matches are far apart", () => {
  test.each(["desc", "asc"] as const)(
    "ends its pages early, says that there is more, and misses none, %s",
    async (direction) => {
      const wanted = [ids[10], ids[590], ids[610], ids[1_399]].map(String);
      const { sizes, seen } = await boundedScan({ "activity.id": { eq: wanted } }, direction);
      expect(sizes).toEqual(direction === "desc" ? [1, 1, 1, 0, 1] : [1, 0, 2, 0, 1]);
      expect(new Set(seen)).toEqual(new Set(wanted));
      expect(seen).toHaveLength(wanted.length);
    },
  );

  test("comes to its end where nothing matches", async () => {
    const filters = { text: { text: "nobody did this" } };
    expect(await boundedScan(filters, "desc")).toEqual({ sizes: [0, 0, 0, 0, 0], seen: [] });
    const { result } = await list(reader, { filters, isScan: true });
    expect(result).toMatchObject({ rows: [], hasNext: false, total: 0, moreThanTotal: false });
  });

  test("is not cut where an index leads to them", async () => {
    const day80 = { gte_ndays: 80 };
    const { sizes } = await boundedScan({ date: day80, service: { eq: 987_654 } }, "desc");
    expect(sizes).toEqual([0]);
  });
});

describe("who sees which activities", () => {
  test("another tenant's administrator does not, by list or by id; the reader does", async () => {
    const id = String(ids[0]);
    const foreign = await list(stranger, {});
    expect(foreign.result.rows.map((row) => row.id)).not.toContain(id);
    await expect(findActivity(callerOf(stranger), id)).rejects.toMatchObject({ code: "not-found" });
    expect((await findActivity(callerOf(reader), id)).id).toBe(id);
  });

  test("Cloud Discovery's administrators see none", async () => {
    const discoverer = await makeMember(client, reader.tenant, { role: "discovery-global-administrator" });
    await expect(async () => list(discoverer, {})).rejects.toMatchObject({ code: "forbidden" });
  });

  test("feedback is kept and recorded, and stops at the tenant's fence", async () => {
    const id = String(ids[1]);
    const feedback = { value: "0", text: "expected", allowContact: false, contactEmail: null };
    expect((await giveFeedback(callerOf(reader), id, feedback)).id).toBe(id);
    await expect(giveFeedback(callerOf(stranger), id, feedback)).rejects.toMatchObject({ code: "not-found" });
  });
});
