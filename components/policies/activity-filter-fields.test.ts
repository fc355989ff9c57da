import { describe, expect, test } from "vitest";
import { type ActivityRule, conditionsOf } from "@/lib/domain/policy-rule";
import { filtersOf, formFiltersOf } from "./activity-filter-fields";

const rule = { kind: "activity", repetition: null, category: "dlp" } as const;

describe("the filters of an activity rule in a form", () => {
  test.each<ActivityRule["filters"]>([
    { service: { eq: [11114] }, actionType: { contains: ["Export", "Download"] } },
    { "user.username": { eq: "megan@contoso.example" }, "activity.type": { eq: true } },
    { "ip.category": { eq: ["3"] }, "location.country": { eq: ["TW", "GB"] }, "device.type": { eq: ["MOBILE"] } },
    { service: { eq: [1, 2] }, "user.username": { neq: ["a"], eq: ["b"] }, text: { text: "x, y" } },
    { "user.username": { eq: ["a, b"] }, "device.type": { eq: [null] } },
  ])("ask the same after they were shown and sent back: %j", (filters) => {
    const back = filtersOf(formFiltersOf(filters));
    const asked = (some: ActivityRule["filters"]) =>
      conditionsOf({ ...rule, filters: some })
        .map((condition) => JSON.stringify(condition))
        .sort();
    expect(asked(back)).toEqual(asked(filters));
  });

  test("that no field can show are kept, and the fields stay empty", () => {
    const filters = { service: { eq: [1, 2] }, "ip.address": { startswith: "10." } };
    expect(formFiltersOf(filters)).toMatchObject({ kept: filters, values: { app: "", users: "" } });
  });

  test("read lists with commas, and countries in small letters", () => {
    const { values } = formFiltersOf({});
    expect(filtersOf({ values: { ...values, countries: "tw, gb,", app: " " }, kept: {} })).toEqual({
      "location.country": { eq: ["TW", "GB"] },
    });
  });
});
