import type { ListQuery, ListResult } from "../domain/list-query";

/** The envelope around a list's records. */
export function toListAnswer<Row, Wire>(
  query: Pick<ListQuery, "limit">,
  result: ListResult<Row>,
  toRecord: (row: Row) => Wire,
) {
  return {
    data: result.rows.map(toRecord),
    hasNext: result.hasNext,
    max: query.limit,
    total: result.total,
    moreThanTotal: result.moreThanTotal,
  };
}
