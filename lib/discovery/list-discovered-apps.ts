import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { DiscoveredApp, DiscoveredAppFilter, DiscoveredAppSort } from "../domain/discovered-app";
import { riskScore } from "../domain/discovery-risk";
import { type AppTag, appTagNames } from "../domain/discovery-tag";
import { type FieldValue, passesAll } from "../domain/filter-match";
import type { ListQuery, ListResult } from "../domain/list-query";
import { findAppTags, type TaggedApp } from "./app-tag-store";
import type { Catalogue } from "./catalogue/load-catalogue";
import { shippedCatalogue } from "./catalogue/shipped-catalogue";
import { scopeOf } from "./global-view";
import { type AppTraffic, findAppTraffic } from "./traffic-store";

/** Which report, and how many days back. `stream` is a report's id or name. */
export type ReportChoice = { stream: string; days: number };

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
  const catalogue = await shippedCatalogue();
  const { traffic, tagged } = await withTenant(visibility.tenantId, async (tx) => {
    const scope = await scopeOf(tx, visibility, { stream, days, now });
    return { traffic: await findAppTraffic(tx, visibility, scope), tagged: await findAppTags(tx, visibility) };
  });
  const apps = discoveredApps(traffic, catalogue, tagsByAppOf(tagged));
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

function discoveredApps(
  traffic: readonly AppTraffic[],
  catalogue: Catalogue,
  tags: ReadonlyMap<number, AppTag[]>,
): DiscoveredApp[] {
  const apps = new Map(catalogue.apps.map((app) => [app.id, app]));
  return traffic.map((seen) => ({
    ...seen,
    name: apps.get(seen.appId)?.name ?? `App ${seen.appId}`,
    category: apps.get(seen.appId)?.category ?? "SAASDB_CATEGORY_UNCLASSIFIED",
    score: riskScore(catalogue.factsByApp.get(seen.appId) ?? []).total ?? null,
    tags: tags.get(seen.appId) ?? [],
  }));
}

function tagsByAppOf(tagged: readonly TaggedApp[]): ReadonlyMap<number, AppTag[]> {
  const tags = new Map<number, AppTag[]>();
  for (const { appId, tag } of tagged) tags.set(appId, [...(tags.get(appId) ?? []), tag]);
  return tags;
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
