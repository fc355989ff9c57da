import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makeActivities } from "@/prisma/history-factories";
import { appClient } from "../db/client";
import { type ActivityFilter, activityList } from "../domain/activity-list";
import { type Condition, type Test, wordsOf } from "../domain/filter";
import { parseListQuery } from "../domain/list-query";
import { listActivities } from "./list-activities";

/*
 * The filter language in SQL against a model of it in a few lines: on rows full of nulls, empty lists, odd cases and
 * characters that mean something to SQL, both keep the same records.
 */

type Row = Awaited<ReturnType<typeof makeActivities>>[number];
type Value = string | number | boolean | Date | null | string[];

const client = appClient();
const epoch = Date.parse("2026-11-01T00:00:00.000Z");
const texts = ["Ann", "ann b", "100%", "a_b", "O'Neil\\", "林雅婷", "B"] as const;
const text = fc.constantFrom(...texts);
const maybeText = fc.option(text, { nil: null });
const tags = fc.array(text, { maxLength: 3 });

const row = fc.record({
  happenedAt: fc.integer({ min: 0, max: 20 }).map((hours) => new Date(epoch + hours * 3_600_000)),
  appId: fc.integer({ min: 1, max: 4 }),
  userName: maybeText,
  userTags: tags,
  isAdminEvent: fc.boolean(),
  deviceType: fc.constantFrom("DESKTOP", "MOBILE", null),
  organization: maybeText,
  description: fc.array(text, { minLength: 1, maxLength: 3 }).map((words) => words.join(" ")),
  userAgent: text,
});

/** How the model reads the fields that the property asks for. */
const readers: Partial<Record<ActivityFilter, (activity: Row) => Value>> = {
  service: ({ appId }) => appId,
  "user.username": ({ userName }) => userName,
  "user.tags": ({ userTags }) => userTags,
  "activity.type": ({ isAdminEvent }) => isAdminEvent,
  "device.type": ({ deviceType }) => deviceType,
  "location.organizations": ({ organization }) => organization,
  text: ({ description }) => description,
  "userAgent.userAgent": ({ userAgent }) => userAgent,
  date: ({ happenedAt }) => happenedAt,
};

const operand: Record<string, fc.Arbitrary<unknown>> = {
  service: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 }),
  "user.username": fc.array(text, { minLength: 1, maxLength: 3 }),
  "user.tags": fc.array(text, { minLength: 1, maxLength: 2 }),
  "activity.type": fc.boolean(),
  "device.type": fc.array(fc.constantFrom("DESKTOP", "TABLET", null), { minLength: 1, maxLength: 2 }),
  "location.organizations": fc.array(text, { minLength: 1, maxLength: 2 }),
  text: text.map((word) => word.slice(0, 3)),
  "userAgent.userAgent": fc.array(text, { minLength: 1, maxLength: 2 }),
};

const moment = fc.integer({ min: 0, max: 20 }).map((hours) => epoch + hours * 3_600_000);
const range = fc.record({ start: fc.option(moment, { nil: undefined }), end: moment });
const filter = fc.oneof(
  ...Object.entries(operand).map(([field, operands]) =>
    fc.tuple(fc.constant(field), fc.constantFrom(...operatorsOf(field)), operands),
  ),
  fc.tuple(fc.constantFrom("user.username", "user.tags"), fc.constantFrom("isset", "isnotset"), fc.boolean()),
  fc.tuple(fc.constant("date"), fc.constantFrom("gte", "lte"), moment),
  fc.tuple(fc.constant("date"), fc.constant("range"), fc.array(range, { minLength: 1, maxLength: 2 })),
);

let reader: TestMember;
let rows: Row[];

beforeAll(async () => {
  const tenant = await makeTenant(client);
  reader = await makeMember(client, tenant, { role: "security-reader" });
  rows = await makeActivities(client, tenant, fc.sample(row, { numRuns: 80, seed: 20261123 }));
});

test("SQL and the model keep the same records", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(filter, { minLength: 1, maxLength: 3 }), async (chosen) => {
      const filters: Record<string, Record<string, unknown>> = {};
      for (const [field, operator, value] of chosen) filters[field] = { ...filters[field], [operator]: value };
      const parsed = parseListQuery(activityList, { filters }, new Date(epoch));
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      const { conditions } = parsed.query;
      const result = await listActivities(callerOf(reader), parsed.query);
      const expected = rows.filter((activity) => conditions.every((condition) => passes(activity, condition)));
      expect(result.rows.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
      expect(result.total).toBe(expected.length);
    }),
    { numRuns: 300 },
  );
}, 60_000);

function operatorsOf(field: string): string[] {
  const declared = Object.entries(activityList.filters).find(([name]) => name === field)?.[1].operators ?? [];
  return declared.filter((operator) => operator !== "isset" && operator !== "isnotset");
}

function passes(activity: Row, { field, test: asked }: Condition<ActivityFilter>): boolean {
  const read = readers[field];
  if (read === undefined) throw new Error(`the model does not know ${field}`);
  return verdict(read(activity), asked);
}

function verdict(value: Value, asked: Test): boolean {
  const values = Array.isArray(value) ? value : [value];
  const isMissing = value === null || values.length === 0;
  switch (asked.kind) {
    case "among": {
      const hit = values.some((one) => one !== null && asked.values.some((wanted) => wanted === one));
      return (hit || (asked.orNull && isMissing)) !== asked.negated;
    }
    case "other":
      return values.some((one) => one !== null && asked.values.every((given) => given !== one));
    case "like":
      return values.some((one) => asked.values.some((part) => isLike(one, asked.mode, part))) !== asked.negated;
    case "set":
      return isMissing === asked.negated;
    case "compare": {
      const difference = Number(value) - Number(asked.value);
      if (asked.comparison === ">=") return difference >= 0;
      if (asked.comparison === "<=") return difference <= 0;
      return asked.comparison === ">" ? difference > 0 : difference < 0;
    }
    case "ranges":
      return asked.ranges.some(
        ({ start, end }) =>
          (start === null || Number(value) >= Number(start)) && (end === null || Number(value) <= Number(end)),
      );
  }
}

function isLike(value: string | number | boolean | Date | null, mode: string, part: string): boolean {
  if (typeof value !== "string") return false;
  const whole = value.toLowerCase();
  const wanted = part.toLowerCase();
  if (mode === "prefix") return whole.startsWith(wanted);
  if (mode === "suffix") return whole.endsWith(wanted);
  if (mode === "contains") return whole.includes(wanted);
  return wordsOf(wanted).every((word) => whole.includes(word));
}
