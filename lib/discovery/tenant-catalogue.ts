import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { AppScore } from "../domain/app-score";
import type { CatalogApp } from "../domain/discovery-app";
import { type RiskFact, riskScore } from "../domain/discovery-risk";
import { findAppScores } from "./app-score-store";
import type { Catalogue } from "./catalogue/load-catalogue";
import { shippedCatalogue } from "./catalogue/shipped-catalogue";
import { findCustomApps, type StoredCustomApp } from "./custom-app-store";

/** The catalogue as one tenant sees it: the shipped one and its own apps. */
export type TenantCatalogue = Pick<Catalogue, "categories" | "nonBlockable" | "factsByApp"> & {
  /** The apps in use, the tenant's own last. */
  apps: readonly CatalogApp[];
  /** An app by its number, one that was removed too: old traffic names it. */
  appOf: (id: number) => CatalogApp | undefined;
  /** 0 to 10, the tenant's own first; null while nothing is known. */
  scoreOf: (id: number) => number | null;
  /** On how many checked facts the score rests; 0 where the tenant has set it. */
  knownFactorsOf: (id: number) => number;
  /** The score that the tenant has set for an app of the catalogue. */
  setScoreOf: (id: number) => AppScore | null;
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
  const setScores = new Map((await findAppScores(tx, visibility)).map((one) => [one.appId, one]));
  const overrides = new Map<number, number | null>([
    ...stored.map(({ id, scoreOverride }) => [id, scoreOverride] as const),
    ...[...setScores.values()].map(({ appId, score }) => [appId, score] as const),
  ]);
  const byId = new Map([...shipped.apps, ...stored.map(toCatalogApp)].map((app) => [app.id, app]));
  const { categories, nonBlockable } = shipped;
  return {
    categories,
    nonBlockable,
    factsByApp,
    apps: [...shipped.apps, ...inUse.map(toCatalogApp)],
    appOf: (id) => byId.get(id),
    scoreOf: (id) => overrides.get(id) ?? riskScore(factsByApp.get(id) ?? []).total ?? null,
    knownFactorsOf: (id) => (overrides.get(id) == null ? countFactors(factsByApp.get(id) ?? []) : 0),
    setScoreOf: (id) => setScores.get(id) ?? null,
  };
}

function countFactors(facts: readonly RiskFact[]): number {
  return new Set(facts.map(({ factor }) => factor)).size;
}

function toCatalogApp({ id, name, category, domains }: StoredCustomApp): CatalogApp {
  return { id, name, vendor: "", category, domains, origin: "custom" };
}

function factsOf({ id, facts, modifiedAt }: StoredCustomApp): RiskFact[] {
  const checkedAt = modifiedAt.toISOString().slice(0, 10);
  return facts.map(({ factor, score }) => ({ appId: id, factor, value: String(score), score, source: "", checkedAt }));
}
