/** One page of a keyset-paged list. Cursors are opaque, signed, and bound to tenant, filter and sort. */
export type Page<Row> = {
  rows: Row[];
  /** Cursor of the page after this one, or null on the last. */
  next: string | null;
  /** Cursor of the page before this one, or null on the first. */
  previous: string | null;
};

export type SortDirection = "asc" | "desc";
