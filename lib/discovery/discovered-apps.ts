import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { DiscoveredApp } from "../domain/discovered-app";
import { riskScore } from "../domain/discovery-risk";
import type { AppTag } from "../domain/discovery-tag";
import { findAppTags, type TaggedApp } from "./app-tag-store";
import { shippedCatalogue } from "./catalogue/shipped-catalogue";
import { findAppTraffic, type TrafficScope } from "./traffic-store";

/** Every app that a report has traffic to, with what the catalogue and the tenant say about it. */
export async function discoveredApps(
  tx: Transaction,
  visibility: Visibility,
  scope: TrafficScope,
): Promise<DiscoveredApp[]> {
  const catalogue = await shippedCatalogue();
  const traffic = await findAppTraffic(tx, visibility, scope);
  const tags = tagsByAppOf(await findAppTags(tx, visibility));
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
