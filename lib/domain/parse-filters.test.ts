import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activityList } from "./activity-list";
import { alertList } from "./alert-list";
import { parseFilters } from "./parse-filters";

const now = new Date("2026-11-23T12:00:00.000Z");

function alertTests(filters: unknown) {
  const parsed = parseFilters(alertList.filters, filters, now);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.conditions;
}

function problemsOf(filters: unknown) {
  const parsed = parseFilters(activityList.filters, filters, now);
  return parsed.ok ? [] : parsed.problems.map(({ field, value }) => `${field}: ${value}`);
}

const among = { kind: "among", orNull: false, negated: false };

describe("filters as clients send them", () => {
  test("a single value is taken where a list is documented, and numbers as text", () => {
    const severity = [{ field: "severity", test: { ...among, values: [2] } }];
    expect(alertTests({ severity: { eq: 2 } })).toEqual(severity);
    expect(alertTests({ severity: { eq: [2] } })).toEqual(severity);
    expect(alertTests({ severity: { eq: "2" } })).toEqual(severity);
  });

  test("a list of one is taken where a single value is documented", () => {
    const [condition] = alertTests({ date: { gte: [1767225600000] } });
    expect(condition?.test).toEqual({ kind: "compare", comparison: ">=", value: new Date(1767225600000) });
  });

  test("seconds are taken for milliseconds", () => {
    const [condition] = alertTests({ date: { gte: 1767225600 } });
    expect(condition?.test).toMatchObject({ value: new Date(1767225600000) });
  });

  test("days count back from now", () => {
    const [condition] = alertTests({ date: { gte_ndays: 7 } });
    expect(condition?.test).toMatchObject({ comparison: ">=", value: new Date("2026-11-16T12:00:00.000Z") });
  });

  test("the id is found under every spelling", () => {
    for (const spelling of ["id", "ID", "_id"])
      expect(alertTests({ [spelling]: { eq: ["a"] } })).toEqual([{ field: "id", test: { ...among, values: ["a"] } }]);
  });

  test("obsolete resolutions also find what closing stores for them today", () => {
    const [condition] = alertTests({ resolutionStatus: { eq: [1, 2] } });
    expect(condition?.test).toMatchObject({ values: [1, 3, 2, 5] });
  });

  test("null is a value where the contract says so, and nowhere else", () => {
    const parsed = parseFilters(activityList.filters, { "device.type": { eq: ["DESKTOP", null] } }, now);
    expect(parsed).toMatchObject({ ok: true, conditions: [{ test: { values: ["DESKTOP"], orNull: true } }] });
    expect(problemsOf({ "user.username": { eq: [null] } })).toEqual(["user.username: null"]);
  });

  test("entities are taken by id, by id and instance, and with their app", () => {
    const operand = [{ id: "megan", inst: 0 }, { id: "adele", inst: 0, saas: 11161 }, { id: "lee" }];
    const [condition] = alertTests({ "entity.entity": { eq: operand } });
    expect(condition?.test).toMatchObject({ values: ["megan|0", "adele|0|11161", "lee"] });
  });

  test("an instance is a number or a pair with its app", () => {
    const [condition] = alertTests({ "entity.instance": { eq: [0, [11161, 1]] } });
    expect(condition?.test).toMatchObject({ values: ["0", "11161|1"] });
  });

  test("a source is a number, t:number or s:stream", () => {
    const parsed = parseFilters(activityList.filters, { source: { eq: [2, "t:5", "s:abc"] } }, now);
    expect(parsed).toMatchObject({ ok: true, conditions: [{ test: { values: ["t:2", "t:5", "s:abc"] } }] });
  });

  test("isset: false asks for the opposite", () => {
    const parsed = parseFilters(activityList.filters, { policy: { isset: false } }, now);
    expect(parsed).toMatchObject({ ok: true, conditions: [{ test: { kind: "set", negated: true } }] });
  });

  test("nothing at all is no condition", () => {
    for (const nothing of [undefined, null, "", {}, { severity: {} }]) expect(alertTests(nothing)).toEqual([]);
  });
});

describe("filters that make no sense are refused and named", () => {
  test.each([
    [{ nope: { eq: 1 } }, "nope: nope"],
    [{ __proto__x: { eq: 1 } }, "__proto__x: __proto__x"],
    [{ service: { like: 1 } }, "service: like"],
    [{ service: { constructor: 1 } }, "service: constructor"],
    [{ service: { eq: "abc" } }, "service: abc"],
    [{ service: { eq: [11161, {}] } }, "service: object"],
    [{ service: { eq: 2 ** 31 } }, "service: 2147483648"],
    [{ service: { eq: [] } }, "service: eq"],
    [{ service: 5 }, "service: 5"],
    [{ "ip.category": { eq: 9 } }, "ip.category: 9"],
    [{ "activity.type": { eq: "maybe" } }, "activity.type: maybe"],
    [{ date: { gte: -1 } }, "date: -1"],
    [{ date: { gte: 1e20 } }, "date: 100000000000000000000"],
    [{ date: { range: { start: "x" } } }, "date: x"],
    [{ date: { range: {} } }, "date: undefined"],
    [{ date: { gte_ndays: -3 } }, "date: -3"],
    [{ "user.username": { eq: "a\0b" } }, "user.username: a\0b"],
    [{ text: { startswithsingle: ["a", "b"] } }, "text: b"],
    ["severity", "filters: severity"],
    [[1], "filters: list"],
  ])("%j", (filters, named) => {
    expect(problemsOf(filters)).toEqual([named]);
  });

  test("an own key named __proto__ is an unknown filter and changes nothing", () => {
    expect(problemsOf(JSON.parse('{"__proto__": {"eq": 1}}'))).toEqual(["__proto__: __proto__"]);
    expect(Object.hasOwn(Object.prototype, "eq")).toBe(false);
  });

  test("every problem is told, not only the first", () => {
    expect(problemsOf({ nope: {}, service: { eq: "abc" } })).toEqual(["nope: nope", "service: abc"]);
  });
});

test("whatever JSON arrives, there is an answer and no throw", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => {
      const parsed = parseFilters(alertList.filters, json, now);
      expect(typeof parsed.ok).toBe("boolean");
    }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(activityList.filters)),
      fc.constantFrom("eq", "neq", "contains", "startswith", "gte", "range", "isset", "text", "gte_ndays"),
      fc.jsonValue({ maxDepth: 3 }),
      (field, operator, operand) => {
        const parsed = parseFilters(activityList.filters, { [field]: { [operator]: operand } }, now);
        expect(parsed.ok ? parsed.conditions.length : parsed.problems.length).toBe(1);
      },
    ),
    { numRuns: 2_000 },
  );
});
