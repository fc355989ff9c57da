/** Query parameters that say where a page begins. They belong to one filter and one order, and die with them. */
const cursors = ["after", "before"];

/** A parameter's new value; null takes it away. */
export type HrefChanges = Record<string, string | null>;

/**
 * The address of the same view with some query parameters changed and all others kept. Unless a cursor is what changes,
 * both cursors are dropped: a place in one list means nothing in another. One cursor replaces the other.
 */
export function hrefWith(pathname: string, current: URLSearchParams | string, changes: HrefChanges): string {
  const next = new URLSearchParams(current);
  for (const cursor of cursors) next.delete(cursor);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") next.delete(name);
    else next.set(name, value);
  }
  const query = next.toString();
  return query === "" ? pathname : `${pathname}?${query}`;
}
