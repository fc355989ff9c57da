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

/** What a walk brought, and where it stopped when it had looked at as much as it may before it had enough. */
export type Walked<Row> = { placed: Placed<Row>[]; stoppedAt: CursorPoint | null };

/**
 * One page of a list without OFFSET, so that the last page costs what the first does. The page before a cursor is walked
 * backwards and turned round.
 * @param select rows beyond a point, ordered by the sort value and the id in the direction it is given
 */
export async function keysetPage<Row>(
  request: KeysetRequest,
  select: (walk: KeysetWalk) => Promise<Placed<Row>[]>,
): Promise<{ rows: Row[]; next: string | null; previous: string | null }> {
  const { stoppedAt: _, ...page } = await boundedKeysetPage(request, async (walk) => ({
    placed: await select(walk),
    stoppedAt: null,
  }));
  return page;
}

/**
 * The same where rows that match may be far apart: a page that is not full, of a walk that stopped, leads on from there.
 * @returns beside the page where its walk stopped; null when it is full, or the list ends with it
 */
export async function boundedKeysetPage<Row>(
  request: KeysetRequest,
  select: (walk: KeysetWalk) => Promise<Walked<Row>>,
): Promise<{ rows: Row[]; next: string | null; previous: string | null; stoppedAt: CursorPoint | null }> {
  const { pageSize, binding } = request;
  const before = request.before ? openCursor(request.before, binding) : null;
  const after = request.after ? openCursor(request.after, binding) : null;
  const backwards = before !== null;
  const direction = backwards ? opposite(request.direction) : request.direction;
  const { placed, stoppedAt } = await select({ point: before ?? after, direction, limit: pageSize + 1 });
  const more = placed.length > pageSize;
  const shown = placed.slice(0, pageSize);
  const stop = more ? null : stoppedAt;
  const seal = (point: CursorPoint | undefined, exists: boolean) =>
    point && exists ? sealCursor(point, binding) : null;
  const onward = stop === null ? seal(shown.at(-1)?.point, more) : seal(stop, true);
  const back = seal(shown.at(0)?.point, backwards || after !== null);
  if (backwards) shown.reverse();
  const [next, previous] = backwards ? [back, onward] : [onward, back];
  return { rows: shown.map(({ row }) => row), next, previous, stoppedAt: stop };
}

function opposite(direction: Direction): Direction {
  return direction === "desc" ? "asc" : "desc";
}
