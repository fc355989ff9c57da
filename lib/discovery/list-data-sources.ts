import { withTenant } from "../db/transaction";
import { type Caller, readableDiscoverySettings } from "../domain/access";
import type { DataSource, DataSourceFilter, DataSourceSort } from "../domain/data-source";
import { type FieldValue, passesAll } from "../domain/filter-match";
import type { ListQuery, ListResult } from "../domain/list-query";
import { findDataSources } from "./data-source-store";

/**
 * Every data source of the tenant, by name.
 * @throws Failure `forbidden` without `settings:read`
 */
export function allDataSources(caller: Caller): Promise<DataSource[]> {
  const visibility = readableDiscoverySettings(caller.principal);
  return withTenant(visibility.tenantId, (tx) => findDataSources(tx, visibility));
}

/**
 * One page of the data sources. A tenant has some hundreds at most, so they are filtered and sorted here.
 * @throws Failure `forbidden` without `settings:read`
 */
export async function listDataSources(
  caller: Caller,
  query: ListQuery<DataSourceFilter, DataSourceSort>,
): Promise<ListResult<DataSource>> {
  const all = await allDataSources(caller);
  const matching = all.filter((source) => passesAll(query.conditions, (field) => filterValue(source, field)));
  const sign = query.direction === "asc" ? 1 : -1;
  const sorted = matching.sort((left, right) => sign * compareBy(query.sortField, left, right));
  const end = query.skip + query.limit;
  return {
    rows: sorted.slice(query.skip, end),
    hasNext: sorted.length > end,
    total: sorted.length,
    moreThanTotal: false,
    scanAfter: null,
  };
}

function filterValue(source: DataSource, field: DataSourceFilter): FieldValue {
  return field === "displayName" ? source.name : source[field];
}

function compareBy(field: DataSourceSort, left: DataSource, right: DataSource): number {
  switch (field) {
    case "displayName":
      return left.name.localeCompare(right.name, "en");
    case "created":
      return left.createdAt.getTime() - right.createdAt.getTime() || left.id.localeCompare(right.id);
    case "lastDataReceived":
      return (left.lastDataAt?.getTime() ?? 0) - (right.lastDataAt?.getTime() ?? 0) || left.id.localeCompare(right.id);
  }
}
