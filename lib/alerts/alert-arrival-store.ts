import { z } from "zod";
import { arrivalsOf, arrivedSql } from "../db/arrival-sql";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { Alert } from "../domain/alert";
import type { AlertFilter } from "../domain/alert-list";
import type { Arrivals, ArrivalWindow } from "../domain/arrival";
import type { Condition } from "../domain/filter";
import { conditionsSql, visibleSql } from "./alert-filter-store";
import { alertColumns, alertRows } from "./alert-store";

const places = z.array(z.object({ id: z.string(), transaction: z.string() }));
const raisedAt = Prisma.sql`raised_at`;

/** The next alerts of a window, along the index on tenant, arrival and id. */
export async function findArrivedAlerts(
  tx: Transaction,
  visibility: Visibility,
  window: ArrivalWindow,
  conditions: readonly Condition<AlertFilter>[],
  limit: number,
): Promise<Arrivals<Alert>> {
  const rows = await tx.$queryRaw`
    select ${alertColumns}, arrived_in::text as transaction from alert
    where ${visibleSql(visibility)} and ${conditionsSql(conditions)} and ${arrivedSql(window, raisedAt)}
    order by arrived_in, id limit ${limit + 1}`;
  const points = places.parse(rows);
  const found = alertRows.parse(rows).flatMap((row, place) => {
    const point = points[place];
    return point === undefined ? [] : [{ row, point }];
  });
  return arrivalsOf(found, limit, window.after);
}

/** How many alerts of a window are waiting, counted up to a cap. */
export async function countArrivedAlerts(
  tx: Transaction,
  visibility: Visibility,
  window: ArrivalWindow,
  conditions: readonly Condition<AlertFilter>[],
  cap: number,
): Promise<number> {
  const rows = await tx.$queryRaw`
    select count(*)::int as total from (
      select from alert
      where ${visibleSql(visibility)} and ${conditionsSql(conditions)} and ${arrivedSql(window, raisedAt)}
      limit ${cap}
    ) as capped`;
  return z.tuple([z.object({ total: z.number() })]).parse(rows)[0].total;
}

/** The transaction that stored the first of the alerts raised since a moment; null when there is none. */
export async function firstArrivalSince(tx: Transaction, visibility: Visibility, since: Date): Promise<string | null> {
  const rows = await tx.$queryRaw`
    select min(arrived_in)::text as transaction from alert where ${visibleSql(visibility)} and raised_at >= ${since}`;
  return z.tuple([z.object({ transaction: z.string().nullable() })]).parse(rows)[0].transaction;
}
