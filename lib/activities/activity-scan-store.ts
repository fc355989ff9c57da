import { z } from "zod";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { Activity } from "../domain/activity";
import type { ActivityFilter, ActivitySort } from "../domain/activity-list";
import type { Condition } from "../domain/filter";
import { type ListQuery, totalCap } from "../domain/list-query";
import { activityColumns, activityRows, conditionsSql, visibleSql } from "./activity-store";

/** So many activities are looked at for one page when filters thin them out: of millions, all would take minutes. */
export const lookedAtMaximum = 100_000;

/** A place in the list by date: that of the record it comes after. */
export type ScanPlace = { at: Date; id: string };

/** What a page of a scan brought, and where the next one begins; null at the end. */
export type ScannedPage = { rows: Activity[]; next: ScanPlace | null };

type Scan = Pick<ListQuery<ActivityFilter, ActivitySort>, "conditions" | "direction" | "limit">;

/**
 * The activities of one page of a scan by date. Where matches are far apart the page ends early, or is empty, and the next
 * one begins where it came to.
 * @param after reads on from a place, in the scan's direction; null begins at the start
 * @param lookedAt how many activities a page may look at
 */
export async function scanActivities(
  tx: Transaction,
  visibility: Visibility,
  { conditions, direction, limit }: Scan,
  after: ScanPlace | null,
  lookedAt = lookedAtMaximum,
): Promise<ScannedPage> {
  const { led, others } = split(conditions);
  const along = Prisma.sql`${visibleSql(visibility)} and ${conditionsSql(led)} and ${afterSql(after, direction)}`;
  const order = direction === "desc" ? Prisma.sql`desc` : Prisma.sql`asc`;
  const inOrder = Prisma.sql`order by happened_at ${order}, id ${order}`;
  // In a subquery of its own the walk ends at its bound, and earlier when the page is full.
  const source =
    others.length === 0
      ? Prisma.sql`activity where ${along}`
      : Prisma.sql`(select * from activity where ${along} ${inOrder} limit ${lookedAt}) as activity
          where ${conditionsSql(others)}`;
  const found = activityRows.parse(
    await tx.$queryRaw`select ${activityColumns} from ${source} ${inOrder} limit ${limit + 1}`,
  );
  const rows = found.slice(0, limit);
  if (found.length > limit) return { rows, next: placeOf(rows.at(-1)) };
  if (others.length === 0) return { rows, next: null };
  const last = await tx.$queryRaw`
    select happened_at as at, id from activity where ${along} ${inOrder} limit 1 offset ${lookedAt - 1}`;
  const [stop] = z.array(z.object({ at: z.date(), id: z.string() })).parse(last);
  return { rows, next: stop ?? null };
}

/** How many activities a scan will find, counted up to a cap among as many as a page may look at. */
export async function countScanned(
  tx: Transaction,
  visibility: Visibility,
  { conditions }: Pick<Scan, "conditions">,
  lookedAt = lookedAtMaximum,
): Promise<{ total: number; isFloor: boolean }> {
  const { led, others } = split(conditions);
  const along = Prisma.sql`${visibleSql(visibility)} and ${conditionsSql(led)}`;
  const rows = await tx.$queryRaw`
    select (
      select count(*)::int from (
        select from (select * from activity where ${along} order by happened_at desc, id desc limit ${lookedAt}) as activity
        where ${conditionsSql(others)} limit ${totalCap + 1}
      ) as capped
    ) as total, exists (select from activity where ${along} offset ${lookedAt}) as "isCut"`;
  const [counted] = z.tuple([z.object({ total: z.number(), isCut: z.boolean() })]).parse(rows);
  return { total: Math.min(counted.total, totalCap), isFloor: counted.total > totalCap || counted.isCut };
}

/** What an index leads along in the order of a scan, and what each activity has to be looked at for. */
function split(conditions: readonly Condition<ActivityFilter>[]) {
  return {
    led: conditions.filter(isLed),
    others: conditions.filter((condition) => !isLed(condition)),
  };
}

function isLed({ field, test }: Condition<ActivityFilter>): boolean {
  switch (field) {
    case "date":
      return test.kind === "compare" || (test.kind === "ranges" && test.ranges.length === 1);
    case "service":
    case "user.username":
      return test.kind === "among" && !test.negated && !test.orNull && test.values.length === 1;
    default:
      return false;
  }
}

function placeOf(row: Activity | undefined): ScanPlace | null {
  return row === undefined ? null : { at: row.happenedAt, id: row.id };
}

function afterSql(after: ScanPlace | null, direction: "asc" | "desc"): Prisma.Sql {
  if (after === null) return Prisma.sql`true`;
  return direction === "desc"
    ? Prisma.sql`(happened_at, id) < (${after.at}::timestamptz, ${after.id})`
    : Prisma.sql`(happened_at, id) > (${after.at}::timestamptz, ${after.id})`;
}
