import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { CatalogApp } from "../domain/discovery-app";
import { type RiskFact, riskScore } from "../domain/discovery-risk";
import type { Catalogue } from "./catalogue/load-catalogue";
import { shippedCatalogue } from "./catalogue/shipped-catalogue";
import { findCustomApps, type StoredCustomApp } from "./custom-app-store";

/** The catalogue as one tenant sees it: the shipped one and its own apps. */
export type TenantCatalogue = Pick<Catalogue, "categories" | "nonBlockable" | "factsByApp"> & {
  /** The apps in use, the tenant's own last. */
  apps: readonly CatalogApp[];
  /** An app by its number, one that was removed too: old traffic names it. */
  appOf: (id: number) => CatalogApp | undefined;
  /** 0 to 10; null while nothing is known. */
  scoreOf: (id: number) => number | null;
};

/** Reads the tenant's own apps, which are few, beside the catalogue that is in memory. Jobs act for the tenant alone. */
export async function tenantCatalogue(
  tx: Transaction,
  visibility: Pick<Visibility, "tenantId">,
): Promise<TenantCatalogue> {
  const shipped = await shippedCatalogue();
  const stored = await findCustomApps(tx, visibility);
  const inUse = stored.filter(({ removedAt }) => removedAt === null);
  const factsByApp = new Map([...shipped.factsByApp, ...stored.map((app) => [app.id, factsOf(app)] as const)]);
  const overrides = new Map(stored.map(({ id, scoreOverride }) => [id, scoreOverride]));
  const byId = new Map([...shipped.apps, ...stored.map(toCatalogApp)].map((app) => [app.id, app]));
  const { categories, nonBlockable } = shipped;
  return {
    categories,
    nonBlockable,
    factsByApp,
    apps: [...shipped.apps, ...inUse.map(toCatalogApp)],
    appOf: (id) => byId.get(id),
    scoreOf: (id) => overrides.get(id) ?? riskScore(factsByApp.get(id) ?? []).total ?? null,
  };
}

function toCatalogApp({ id, name, category, domains }: StoredCustomApp): CatalogApp {
  return { id, name, vendor: "", category, domains, origin: "custom" };
}

function factsOf({ id, facts, modifiedAt }: StoredCustomApp): RiskFact[] {
  const checkedAt = modifiedAt.toISOString().slice(0, 10);
  return facts.map(({ factor, score }) => ({ appId: id, factor, value: String(score), score, source: "", checkedAt }));
}
