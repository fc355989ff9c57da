import { describe, expect, test } from "vitest";
import { activityList } from "./activity-list";
import { alertList } from "./alert-list";
import { parseListQuery } from "./list-query";
import { nextScanFilters } from "./scan";

const now = new Date("2026-11-23T12:00:00.000Z");
const day = 24 * 60 * 60 * 1000;

function alerts(raw: Record<string, unknown>) {
  const parsed = parseListQuery(alertList, raw, now);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.query;
}

function activities(raw: Record<string, unknown>) {
  const parsed = parseListQuery(activityList, raw, now);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.query;
}

describe("the common request of lists", () => {
  test("without anything: 100 records, the latest first", () => {
    expect(alerts({})).toEqual({
      conditions: [],
      skip: 0,
      limit: 100,
      sortField: "date",
      direction: "desc",
      scan: null,
    });
  });

  test("a direction without a field sorts by date, or a poller loses incidents", () => {
    expect(alerts({ sortDirection: "asc" })).toMatchObject({ sortField: "date", direction: "asc" });
  });

  test("a limit above the cap is clamped, not refused", () => {
    expect(alerts({ limit: 200 }).limit).toBe(100);
    expect(alerts({ limit: "50" }).limit).toBe(50);
  });

  test("a scan holds 500 to 5,000 records and skips nothing", () => {
    expect(activities({ isScan: true })).toMatchObject({ limit: 500, skip: 0, scan: { after: null } });
    expect(activities({ isScan: "true", limit: 9_999, skip: 5 })).toMatchObject({ limit: 5_000, skip: 0 });
    expect(activities({ isScan: true, limit: 10 }).limit).toBe(500);
  });

  test("alerts cannot be scanned: isScan is a knob like any other unknown one", () => {
    expect(alerts({ isScan: true, performAsyncTotal: true })).toMatchObject({ limit: 100, scan: null });
  });

  test.each([
    [{ limit: 0 }, "limit"],
    [{ limit: -5 }, "limit"],
    [{ limit: "many" }, "limit"],
    [{ skip: 1.5 }, "skip"],
    [{ skip: 10_001 }, "skip"],
    [{ sortField: "colour" }, "sortField"],
    [{ sortDirection: "up" }, "sortDirection"],
    [{ isScan: "perhaps" }, "isScan"],
    [{ filters: { nope: {} } }, "nope"],
  ])("%j is refused and named", (raw, field) => {
    const parsed = parseListQuery(activityList, raw, now);
    expect(parsed).toMatchObject({ ok: false, problems: [{ field }] });
  });
});

describe("the filters that continue a scan", () => {
  const lastAt = new Date("2026-11-20T00:00:00.000Z");

  test("are taken back as they are, scan or not", () => {
    const filters = nextScanFilters({
      filters: { service: { eq: [1] } },
      direction: "desc",
      lastAt,
      after: "place",
      now,
    });
    expect(filters).toEqual({ service: { eq: [1] }, date: { lte: lastAt.getTime() }, scanAfter: { eq: "place" } });
    expect(activities({ filters })).toMatchObject({ scan: { after: "place" }, limit: 500 });
  });

  test("pin relative times to the moment of the first page", () => {
    const filters = { date: { gte_ndays: 30, lte_ndays: 1 } };
    const next = nextScanFilters({ filters, direction: "desc", lastAt, after: "place", now });
    expect(next.date).toEqual({ gte: now.getTime() - 30 * day, lte: lastAt.getTime() });
  });

  test("bound the other end when the order is turned around", () => {
    const filters = { date: { lte: now.getTime() } };
    const next = nextScanFilters({ filters, direction: "asc", lastAt, after: "place", now });
    expect(next.date).toEqual({ lte: now.getTime(), gte: lastAt.getTime() });
  });

  test("keep the narrower of two bounds", () => {
    const gte = now.getTime() - 5 * day;
    const next = nextScanFilters({
      filters: { date: { gte, gte_ndays: 30 } },
      direction: "desc",
      lastAt,
      after: "x",
      now,
    });
    expect(next.date).toMatchObject({ gte });
  });
});
