import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { CatalogueApp, CatalogueAppFilter, CatalogueAppSort } from "../domain/catalogue-app";
import { appTagNames } from "../domain/discovery-tag";
import { type FieldValue, passesAll } from "../domain/filter-match";
import type { ListQuery, ListResult } from "../domain/list-query";
import { findAppTags, tagsByApp } from "./app-tag-store";
import { tenantCatalogue } from "./tenant-catalogue";

/**
 * One page of the apps that the tenant's catalogue has, its own among them. The catalogue is in memory, so it is filtered
 * and sorted here.
 * @throws Failure `forbidden` without `discovery:read`
 */
export async function listCatalogueApps(
  caller: Caller,
  query: ListQuery<CatalogueAppFilter, CatalogueAppSort>,
): Promise<ListResult<CatalogueApp>> {
  const visibility = visibilityOf(caller.principal, "discovery");
  const { catalogue, tagged } = await withTenant(visibility.tenantId, async (tx) => ({
    catalogue: await tenantCatalogue(tx, visibility),
    tagged: await findAppTags(tx, visibility),
  }));
  const tags = tagsByApp(tagged);
  const apps = catalogue.apps.map(
    (app): CatalogueApp => ({
      ...app,
      score: catalogue.scoreOf(app.id),
      knownFactors: catalogue.knownFactorsOf(app.id),
      tags: tags.get(app.id) ?? [],
    }),
  );
  const matching = apps.filter((app) => passesAll(query.conditions, (field) => filterValue(app, field)));
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

function filterValue(app: CatalogueApp, field: CatalogueAppFilter): FieldValue {
  switch (field) {
    case "appId":
      return app.id;
    case "domain":
      return app.domains;
    case "tag":
      return app.tags.length === 0 ? ["None"] : app.tags.map((tag) => appTagNames[tag]);
    default:
      return app[field];
  }
}

function compareBy(field: CatalogueAppSort, left: CatalogueApp, right: CatalogueApp): number {
  const byName = left.name.localeCompare(right.name, "en") || left.id - right.id;
  return field === "name" ? byName : (left.score ?? -1) - (right.score ?? -1) || byName;
}
