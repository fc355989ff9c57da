import { type ListQuery, type ListResult, totalCap } from "./list-query";

/**
 * A list's page out of what was found: the rows of the page and one more, which tells whether there is a next page.
 * @param count counts all that match, up to a cap; asked only when the page itself does not tell
 */
export async function pageOf<Row>(
  found: readonly Row[],
  query: Pick<ListQuery, "skip" | "limit" | "scan">,
  count: (cap: number) => Promise<number>,
): Promise<Omit<ListResult<Row>, "scanAfter">> {
  const rows = found.slice(0, query.limit);
  const hasNext = found.length > query.limit;
  const readsOn = query.scan !== null && query.scan.after !== null;
  const tellsTotal = !hasNext && !readsOn && (rows.length > 0 || query.skip === 0);
  const total = tellsTotal ? query.skip + rows.length : await count(totalCap + 1);
  return { rows, hasNext, total: Math.min(total, totalCap), moreThanTotal: total > totalCap };
}
