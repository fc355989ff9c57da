import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { DiscoveredApp, DiscoveredAppFilter, DiscoveredAppSort } from "../domain/discovered-app";
import { appTagNames } from "../domain/discovery-tag";
import type { ReportChoice } from "../domain/discovery-view";
import { type FieldValue, passesAll } from "../domain/filter-match";
import type { ListQuery, ListResult } from "../domain/list-query";
import { discoveredApps } from "./discovered-apps";
import { scopeOf } from "./global-view";

/**
 * One page of the apps that a report has traffic to. Apps are as many as the catalogue has at most, so what the catalogue
 * knows of them is filtered and sorted here.
 * @throws Failure `forbidden` without `discovery:read`; `not-found` for a report that is not there
 */
export async function listDiscoveredApps(
  caller: Caller,
  { stream, days }: ReportChoice,
  query: ListQuery<DiscoveredAppFilter, DiscoveredAppSort>,
  now: Date,
): Promise<ListResult<DiscoveredApp>> {
  const visibility = visibilityOf(caller.principal, "discovery");
  const apps = await withTenant(visibility.tenantId, async (tx) =>
    discoveredApps(tx, visibility, await scopeOf(tx, visibility, { stream, days, now })),
  );
  const matching = apps.filter((app) => passesAll(query.conditions, (field) => filterValue(app, field)));
  const sign = query.direction === "asc" ? 1 : -1;
  const sorted = matching.sort((left, right) => sign * compareBy(query.sortField, left, right));
  return {
    rows: sorted.slice(query.skip, query.skip + query.limit),
    hasNext: sorted.length > query.skip + query.limit,
    total: sorted.length,
    moreThanTotal: false,
    scanAfter: null,
  };
}

function filterValue(app: DiscoveredApp, field: DiscoveredAppFilter): FieldValue {
  if (field !== "tag") return app[field];
  return app.tags.length === 0 ? ["None"] : app.tags.map((tag) => appTagNames[tag]);
}

function compareBy(field: DiscoveredAppSort, left: DiscoveredApp, right: DiscoveredApp): number {
  const byName = left.name.localeCompare(right.name, "en") || left.appId - right.appId;
  if (field === "name") return byName;
  return sortValue(field, left) - sortValue(field, right) || byName;
}

function sortValue(field: Exclude<DiscoveredAppSort, "name">, app: DiscoveredApp): number {
  switch (field) {
    case "trafficTotalBytes":
      return app.totalBytes ?? 0;
    case "trafficUploadedBytes":
      return app.uploadedBytes ?? 0;
    case "trafficTotalEvents":
      return app.transactions;
    case "usersCount":
      return app.users;
    case "ipAddressesCount":
      return app.ipAddresses;
    case "lastUsed":
      return app.lastSeenAt.getTime();
  }
}
