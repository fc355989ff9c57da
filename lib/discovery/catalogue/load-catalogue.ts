import { readFile } from "node:fs/promises";
import path from "node:path";
import type { AppCategory, CatalogApp, NonBlockableDomain } from "@/lib/domain/discovery-app";
import type { RiskFact } from "@/lib/domain/discovery-risk";
import { derivedFacts } from "./derive-facts";
import {
  parseAdequacy,
  parseApps,
  parseCategories,
  parseFacts,
  parseNonBlockable,
  parsePopularity,
  parsePreloaded,
} from "./parse-catalogue";

export type Catalogue = {
  apps: CatalogApp[];
  categories: AppCategory[];
  /** Checked facts by app id; an app that is not here has none, and no score. */
  factsByApp: ReadonlyMap<number, readonly RiskFact[]>;
  nonBlockable: NonBlockableDomain[];
};

/**
 * Reads the catalogue that ships with the portal. Some 30 ms: load it once per process.
 * @param folder the tree's `catalog` folder
 */
export async function loadCatalogue(folder: string): Promise<Catalogue> {
  const read = (name: string) => readFile(path.join(folder, name), "utf8");
  const [table, categories, checked, nonBlockable, ...sources] = await Promise.all([
    read("apps.tsv"),
    read("categories.tsv"),
    read("facts.tsv"),
    read("non-blockable.tsv"),
    read("hsts-preload.tsv"),
    read("adequacy.tsv"),
    read("popularity.tsv"),
  ]);
  const [preloaded, adequacy, popularity] = sources;
  const apps = parseApps(table);
  const derivedFrom = {
    preloaded: parsePreloaded(preloaded),
    adequacy: parseAdequacy(adequacy),
    pages: parsePopularity(popularity),
  };
  const factsByApp = new Map<number, RiskFact[]>(apps.map((app) => [app.id, derivedFacts(app, derivedFrom)]));
  for (const fact of parseFacts(checked)) factsByApp.get(fact.appId)?.push(fact);
  return {
    apps,
    categories: parseCategories(categories),
    factsByApp,
    nonBlockable: parseNonBlockable(nonBlockable),
  };
}
