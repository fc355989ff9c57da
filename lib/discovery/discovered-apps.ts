import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { DiscoveredApp } from "../domain/discovered-app";
import { findAppTags, tagsByApp } from "./app-tag-store";
import { tenantCatalogue } from "./tenant-catalogue";
import { findAppTraffic, type TrafficScope } from "./traffic-store";

/** Every app that a report has traffic to, with what the catalogue and the tenant say about it. */
export async function discoveredApps(
  tx: Transaction,
  visibility: Visibility,
  scope: TrafficScope,
): Promise<DiscoveredApp[]> {
  const catalogue = await tenantCatalogue(tx, visibility);
  const traffic = await findAppTraffic(tx, visibility, scope);
  const tags = tagsByApp(await findAppTags(tx, visibility));
  return traffic.map((seen) => ({
    ...seen,
    name: catalogue.appOf(seen.appId)?.name ?? `App ${seen.appId}`,
    category: catalogue.appOf(seen.appId)?.category ?? "SAASDB_CATEGORY_UNCLASSIFIED",
    score: catalogue.scoreOf(seen.appId),
    knownFactors: catalogue.knownFactorsOf(seen.appId),
    tags: tags.get(seen.appId) ?? [],
  }));
}
