import { type CursorPoint, openCursor, sealCursor } from "./cursor";

type Direction = "asc" | "desc";

/** Which page of which list. */
export type KeysetRequest = {
  after?: string | undefined;
  before?: string | undefined;
  direction: Direction;
  pageSize: number;
  /** Everything the list depends on (tenant, reach, filter, order): a cursor of another list starts from the beginning. */
  binding: readonly string[];
};

/** What the database is asked for: rows beyond a point, in an order, at most so many. */
export type KeysetWalk = { point: CursorPoint | null; direction: Direction; limit: number };

/** A row with its place in the list. */
export type Placed<Row> = { row: Row; point: CursorPoint };

/**
 * One page of a list without OFFSET, so that the last page costs what the first does. The page before a cursor is walked
 * backwards and turned round.
 * @param select rows beyond a point, ordered by the sort value and the id in the direction it is given
 */
export async function keysetPage<Row>(
  request: KeysetRequest,
  select: (walk: KeysetWalk) => Promise<Placed<Row>[]>,
): Promise<{ rows: Row[]; next: string | null; previous: string | null }> {
  const { pageSize, binding } = request;
  const before = request.before ? openCursor(request.before, binding) : null;
  const after = request.after ? openCursor(request.after, binding) : null;
  const backwards = before !== null;
  const direction = backwards ? opposite(request.direction) : request.direction;
  const found = await select({ point: before ?? after, direction, limit: pageSize + 1 });
  const more = found.length > pageSize;
  const shown = found.slice(0, pageSize);
  if (backwards) shown.reverse();
  const seal = (placed: Placed<Row> | undefined, exists: boolean) =>
    placed && exists ? sealCursor(placed.point, binding) : null;
  return {
    rows: shown.map(({ row }) => row),
    next: seal(shown.at(-1), backwards || more),
    previous: seal(shown.at(0), backwards ? more : after !== null),
  };
}

function opposite(direction: Direction): Direction {
  return direction === "desc" ? "asc" : "desc";
}
