import { z } from "zod";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { ActivityFilter } from "../domain/activity-list";
import type { LeadingActivity } from "../domain/activity-match";
import type { Condition } from "../domain/filter";
import { conditionsSql, visibleSql } from "./activity-store";

/** Of one rule at most so many activities are read to find its repetitions: the newest. */
const historyMaximum = 5_000;
/** A preview looks at so many of the newest activities. */
const previewScanned = 100_000;

/** What one person did between two moments, both included. */
export type Stretch = { userName: string; from: Date; to: Date };

/** Which activities of which stretches a rule counts. */
export type HistoryQuestion = { conditions: readonly Condition<ActivityFilter>[]; stretches: readonly Stretch[] };

const historyRows = z.array(
  z.object({
    question: z.number(),
    id: z.string(),
    happenedAt: z.date(),
    userName: z.string().nullable(),
    userDisplayName: z.string().nullable(),
    appId: z.number(),
    appName: z.string(),
    instance: z.number(),
    ip: z.string().nullable(),
    description: z.string(),
    fileIds: z.array(z.string()),
  }),
);

/** What was done in the stretches of each question and passes its conditions: one statement for all questions. */
export async function findHistories(
  tx: Transaction,
  { tenantId }: Visibility,
  questions: readonly HistoryQuestion[],
): Promise<LeadingActivity[][]> {
  const parts = questions.map(({ conditions, stretches }, index) => {
    const people = stretches.map(({ userName }) => userName);
    const begins = stretches.map(({ from }) => from);
    const ends = stretches.map(({ to }) => to);
    return Prisma.sql`
      (select ${index}::int as question, id, happened_at as "happenedAt", user_name as "userName",
              user_display_name as "userDisplayName", app_id as "appId", app_name as "appName", instance, ip, description,
              file_ids as "fileIds"
       from unnest(${people}::text[], ${begins}::timestamptz[], ${ends}::timestamptz[]) as stretch(person, begins, ends)
       join activity on tenant_id = ${tenantId}::uuid and user_name = stretch.person
         and happened_at between stretch.begins and stretch.ends
       where ${conditionsSql(conditions)}
       order by happened_at desc, id desc limit ${historyMaximum})`;
  });
  const rows = historyRows.parse(await tx.$queryRaw(Prisma.join(parts, " union all ")));
  return questions.map((_, index) => rows.filter(({ question }) => question === index));
}

/** Tells activities which alert they led to. Of two alerts on one activity the first stays. */
export async function markAlerted(
  tx: Transaction,
  { tenantId }: Visibility,
  alerts: readonly { id: string; policyId: string; activityIds: readonly string[] }[],
): Promise<void> {
  const marks = alerts.flatMap(({ id, policyId, activityIds }) =>
    activityIds.map((activityId) => ({ activityId, alertId: id, policyId })),
  );
  await tx.$executeRaw`
    update activity set alert_id = mark."alertId", policy_id = mark."policyId"
    from (select distinct on ("activityId") * from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb)
            as given("activityId" text, "alertId" text, "policyId" text) order by "activityId", "alertId") as mark
    where tenant_id = ${tenantId}::uuid and id = mark."activityId" and alert_id is null`;
}

const previewRow = z.tuple([z.object({ activities: z.number(), people: z.number(), scanned: z.number() })]);
export type ActivityPreview = {
  /** How many activities pass. */
  activities: number;
  /** How many people did it often enough within the minutes; everybody who did it at all without a repetition. */
  people: number;
  /** Whether older activities of the time were not looked at. */
  isPartial: boolean;
};

/** What a rule would have found since a moment, among the newest activities. */
export async function findPreview(
  tx: Transaction,
  visibility: Visibility,
  question: {
    conditions: readonly Condition<ActivityFilter>[];
    repetition: { activities: number; minutes: number };
    since: Date;
  },
): Promise<ActivityPreview> {
  const { conditions, repetition, since } = question;
  const rows = await tx.$queryRaw`
    with recent as materialized (
      select * from activity where ${visibleSql(visibility)} and happened_at >= ${since}::timestamptz
      order by happened_at desc, id desc limit ${previewScanned}
    ), matching as (
      select user_name, happened_at,
             lag(happened_at, ${repetition.activities - 1}::int) over (partition by user_name order by happened_at) as first_at
      from recent where ${conditionsSql(conditions)}
    )
    select count(*)::int as activities,
           (count(distinct user_name) filter (
             where happened_at - first_at <= make_interval(mins => ${repetition.minutes}::int)))::int as people,
           (select count(*)::int from recent) as scanned
    from matching`;
  const [{ scanned, ...counts }] = previewRow.parse(rows);
  return { ...counts, isPartial: scanned === previewScanned };
}
