import { z } from "zod";
import { arrivalsOf, arrivedSql } from "../db/arrival-sql";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { Activity } from "../domain/activity";
import type { ActivityFilter } from "../domain/activity-list";
import type { Arrivals, ArrivalWindow } from "../domain/arrival";
import type { Condition } from "../domain/filter";
import { activityColumns, activityRows, conditionsSql, visibleSql } from "./activity-store";

const places = z.array(z.object({ id: z.string(), transaction: z.string() }));
const happenedAt = Prisma.sql`happened_at`;

/** The next activities of a window, along the index on tenant, arrival and id. */
export async function findArrivedActivities(
  tx: Transaction,
  visibility: Visibility,
  window: ArrivalWindow,
  conditions: readonly Condition<ActivityFilter>[],
  limit: number,
): Promise<Arrivals<Activity>> {
  const rows = await tx.$queryRaw`
    select ${activityColumns}, arrived_in::text as transaction from activity
    where ${visibleSql(visibility)} and ${conditionsSql(conditions)} and ${arrivedSql(window, happenedAt)}
    order by arrived_in, id limit ${limit + 1}`;
  const points = places.parse(rows);
  const found = activityRows.parse(rows).flatMap((row, place) => {
    const point = points[place];
    return point === undefined ? [] : [{ row, point }];
  });
  return arrivalsOf(found, limit, window.after);
}

/** How many activities of a window are waiting, counted up to a cap. */
export async function countArrivedActivities(
  tx: Transaction,
  visibility: Visibility,
  window: ArrivalWindow,
  conditions: readonly Condition<ActivityFilter>[],
  cap: number,
): Promise<number> {
  const rows = await tx.$queryRaw`
    select count(*)::int as total from (
      select from activity
      where ${visibleSql(visibility)} and ${conditionsSql(conditions)} and ${arrivedSql(window, happenedAt)}
      limit ${cap}
    ) as capped`;
  return z.tuple([z.object({ total: z.number() })]).parse(rows)[0].total;
}

/** The transaction that stored the first of the activities that happened since a moment; null when there is none. */
export async function firstArrivalSince(tx: Transaction, visibility: Visibility, since: Date): Promise<string | null> {
  const rows = await tx.$queryRaw`
    select min(arrived_in)::text as transaction from activity where ${visibleSql(visibility)} and happened_at >= ${since}`;
  return z.tuple([z.object({ transaction: z.string().nullable() })]).parse(rows)[0].transaction;
}
