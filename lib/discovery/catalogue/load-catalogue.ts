import { readFile } from "node:fs/promises";
import path from "node:path";
import type { AppCategory, CatalogApp, NonBlockableDomain } from "@/lib/domain/discovery-app";
import type { RiskFact } from "@/lib/domain/discovery-risk";
import { parseApps, parseCategories, parseFacts, parseNonBlockable } from "./parse-catalogue";

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
  const [apps, categories, facts, nonBlockable] = await Promise.all([
    read("apps.tsv"),
    read("categories.tsv"),
    read("facts.tsv"),
    read("non-blockable.tsv"),
  ]);
  const factsByApp = new Map<number, RiskFact[]>();
  for (const fact of parseFacts(facts)) {
    const known = factsByApp.get(fact.appId);
    if (known) known.push(fact);
    else factsByApp.set(fact.appId, [fact]);
  }
  return {
    apps: parseApps(apps),
    categories: parseCategories(categories),
    factsByApp,
    nonBlockable: parseNonBlockable(nonBlockable),
  };
}
