import { z } from "zod";
import { activityList } from "./activity-list";
import { categoryNames } from "./alert-view";
import type { Condition } from "./filter";
import { parseFilters } from "./parse-filters";
import type { PolicyType } from "./policy";

/*
 * What a policy asks of what arrives, as data. Issue messages are keys under `validation` in the message catalogue.
 */

/** What is known of an activity only later, or of one activity alone, says nothing about those to come. */
const {
  date: _date,
  created: _created,
  policy: _policy,
  office365url: _url,
  "activity.id": _id,
  "activity.alertId": _alert,
  ...kept
} = activityList.filters;

/** The filters that an activity rule may use: those of the activity list that hold of an activity as it arrives. */
export const policyActivityFilters = kept;
export type PolicyActivityField = keyof typeof policyActivityFilters;

/** A rule is small: it is read with each batch of activities. */
const filterCharactersMaximum = 8_000;

const filters = z
  .record(z.string(), z.record(z.string(), z.json()))
  .refine((raw) => JSON.stringify(raw).length <= filterCharactersMaximum, { error: "tooLong", abort: true })
  .refine((raw) => parsed(raw)?.length !== 0, { error: "filterNeeded", abort: true })
  .refine((raw) => parsed(raw) !== null, { error: "filterUnknown" });

function wholeNumber(minimum: number, maximum: number) {
  return z.int({ error: "outOfRange" }).min(minimum, { error: "outOfRange" }).max(maximum, { error: "outOfRange" });
}

/** Alerts on activities: on each one that matches, or on so many of one person within so many minutes. */
const activityRule = z.strictObject({
  kind: z.literal("activity"),
  /** In the filter language of the activity list. At least one: none would match everything. */
  filters,
  repetition: z.strictObject({ activities: wholeNumber(2, 1_000), minutes: wholeNumber(1, 1_440) }).nullable(),
  /** Of the alerts. */
  category: z.enum(categoryNames),
});

/** Alerts once on each app that is not sanctioned, on the first day (UTC) on which all of this holds of it. */
const newAppRule = z.strictObject({
  kind: z.literal("new-app"),
  /** 0 to 10; null for any. */
  maximumScore: wholeNumber(0, 10).nullable(),
  /** Whether apps without a score pass, while `maximumScore` is set. */
  includesUnscored: z.boolean(),
  /** Ids of categories; none for all. */
  categories: z.array(z.string().regex(/^[A-Z_]{1,64}$/, { error: "invalid" })).max(50, { error: "tooLong" }),
  /** Of one day, in both directions; null for any. */
  minimumMegabytes: wholeNumber(1, 10_000_000).nullable(),
  /** Of one day; null for any. */
  minimumUsers: wholeNumber(1, 1_000_000).nullable(),
  /** Whether only apps count that the tenant calls unsanctioned. */
  onlyUnsanctioned: z.boolean(),
});

/** Alerts once for each day (UTC) on which a person, or an app, takes up much more than on the days before. */
const unusualUploadRule = z.strictObject({
  kind: z.literal("unusual-upload"),
  subject: z.enum(["user", "app"]),
  /** How many times its own mean of the days with traffic before; see `unusualUploadHistory`. */
  factor: wholeNumber(2, 1_000),
  minimumMegabytes: wholeNumber(1, 10_000_000),
});

/** What an upload is compared with: the days with traffic among so many before, and at least so many of those. */
export const unusualUploadHistory = { days: 30, daysWithTrafficMinimum: 3 } as const;

export const policyRule = z.discriminatedUnion("kind", [activityRule, newAppRule, unusualUploadRule]);
export type PolicyRule = z.output<typeof policyRule>;
export type PolicyRuleKind = PolicyRule["kind"];
export type ActivityRule = Extract<PolicyRule, { kind: "activity" }>;
export type NewAppRule = Extract<PolicyRule, { kind: "new-app" }>;
export type UnusualUploadRule = Extract<PolicyRule, { kind: "unusual-upload" }>;
export type DiscoveryRule = NewAppRule | UnusualUploadRule;

/** The type of the policies that have rules of a kind, as programs know it. */
export const policyTypeOfKind = {
  activity: "AUDIT",
  "new-app": "NEW_SERVICE",
  "unusual-upload": "ANOMALY_DISCOVERY",
} as const satisfies Record<PolicyRuleKind, PolicyType>;

export const policyRuleKinds = ["activity", "new-app", "unusual-upload"] as const satisfies PolicyRuleKind[];

/** The conditions of an activity rule, all of which an activity must pass. */
export function conditionsOf(rule: ActivityRule): Condition<PolicyActivityField>[] {
  const conditions = parsed(rule.filters);
  if (conditions === null) throw new Error("the filters of a policy's rule cannot be read");
  return conditions;
}

/** Null when they cannot be read. No filter here has a clock, so any moment will do. */
function parsed(raw: unknown): Condition<PolicyActivityField>[] | null {
  const read = parseFilters(policyActivityFilters, raw, new Date(0));
  return read.ok ? read.conditions : null;
}
