import { Prisma } from "./generated/client";

/** A place and a window as lib/domain/arrival.ts has them, in the form that this room knows. */
type Point = { transaction: string; id: string };
type Window = { after: Point | null; replayBefore: string; replaySince: Date; before: string };

/**
 * The rows of a window, for a table with the column `arrived_in`. `before` must come of `event_horizon()` in an earlier
 * statement, so that this one sees all rows in front of it: a transaction that still stores events holds back those behind
 * its own first one until it has ended, and any other transaction holds back nothing.
 * @param at the column that says when the thing happened
 */
export function arrivedSql(window: Window, at: Prisma.Sql): Prisma.Sql {
  const { after, replayBefore, replaySince, before } = window;
  const beyond =
    after === null ? Prisma.sql`true` : Prisma.sql`(arrived_in, id) > (${after.transaction}::bigint, ${after.id})`;
  return Prisma.sql`${beyond} and arrived_in < ${before}::bigint
    and (arrived_in >= ${replayBefore}::bigint or ${at} >= ${replaySince})`;
}

/** Cuts what was selected with one row too many to the page that was asked for. */
export function arrivalsOf<Row>(
  found: readonly { row: Row; point: Point }[],
  limit: number,
  after: Point | null,
): { rows: Row[]; end: Point | null; hasNext: boolean } {
  const shown = found.slice(0, limit);
  return { rows: shown.map(({ row }) => row), end: shown.at(-1)?.point ?? after, hasNext: found.length > limit };
}
