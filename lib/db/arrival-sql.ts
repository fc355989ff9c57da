import { Prisma } from "./generated/client";

/** A place and a window as lib/domain/arrival.ts has them, in the form that this room knows. */
type Point = { transaction: string; id: string };
type Window = { after: Point | null; replayBefore: string; replaySince: Date };

/**
 * The rows of a window, for a table with the column `arrived_in`. Only rows that no running transaction can precede: what
 * a long transaction stores appears once it has ended, and nothing that ended before it is held back for longer.
 * @param at the column that says when the thing happened
 */
export function arrivedSql(window: Window, at: Prisma.Sql): Prisma.Sql {
  const { after, replayBefore, replaySince } = window;
  const beyond =
    after === null ? Prisma.sql`true` : Prisma.sql`(arrived_in, id) > (${after.transaction}::bigint, ${after.id})`;
  return Prisma.sql`${beyond} and arrived_in < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
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
