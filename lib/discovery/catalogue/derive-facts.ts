import type { CatalogApp } from "@/lib/domain/discovery-app";
import type { RiskFact } from "@/lib/domain/discovery-risk";

/** The sources from which facts about most apps follow by one rule each: see docs/decisions/0022-sourced-risk-facts.md. */
export type FactSources = {
  /** Domains of the catalogue that browsers reach by HTTPS alone: those of Chromium's HSTS preload list. */
  preloaded: ReadonlyMap<string, { includesSubdomains: boolean }>;
  /** Country codes of which data protection law is known, with how far the European Commission finds it adequate. */
  adequacy: ReadonlyMap<string, { basis: string; score: number }>;
  /** Pages on which the HTTP Archive saw an app, by its number. */
  pages: ReadonlyMap<number, number>;
};

/** The days on which the sources were read; of HTTP Archive, the day of its crawl. */
const readOn = { preloaded: "2026-11-29", adequacy: "2026-11-29", pages: "2024-07-01" } as const;
const adequacySource =
  "https://commission.europa.eu/law/law-topic/data-protection/international-dimension-data-protection/adequacy-decisions_en";
const pagesSource = "https://github.com/patrickhulce/third-party-web/tree/v0.30.0#readme";

/** What the sources say about an app. An app of which they say nothing has no fact, and nothing is guessed. */
export function derivedFacts(app: CatalogApp, sources: FactSources): RiskFact[] {
  return [httpsFact(app, sources), lawFact(app, sources), popularityFact(app, sources)].flatMap((fact) => fact ?? []);
}

/** By the app's first domain. One that is not in the list may enforce HTTPS all the same, but not before the first visit. */
function httpsFact({ id: appId, domains: [domain] }: CatalogApp, { preloaded }: FactSources): RiskFact | undefined {
  if (domain === undefined) return undefined;
  const entry = preloaded.get(domain);
  const [value, score] =
    entry === undefined
      ? [`${domain} is not in the HSTS preload list`, 4]
      : entry.includesSubdomains
        ? [`${domain} and its subdomains are in the HSTS preload list`, 10]
        : [`${domain} without its subdomains is in the HSTS preload list`, 8];
  const source = `https://hstspreload.org/?domain=${domain}`;
  return { appId, factor: "httpsEnforced", value, score, source, checkedAt: readOn.preloaded };
}

function lawFact({ id: appId, headquarters }: CatalogApp, { adequacy }: FactSources): RiskFact | undefined {
  if (headquarters === undefined) return undefined;
  const { basis, score } = adequacy.get(headquarters) ?? { basis: "no adequacy decision", score: 3 };
  const value = `Headquarters in ${headquarters}: ${basis}`;
  return { appId, factor: "dataProtectionLaw", value, score, source: adequacySource, checkedAt: readOn.adequacy };
}

/** Two points for each power of ten: 10 from a hundred thousand pages on, of some four million. */
function popularityFact({ id: appId }: CatalogApp, { pages }: FactSources): RiskFact | undefined {
  const count = pages.get(appId);
  if (count === undefined) return undefined;
  const score = Math.min(10, Math.round(2 * Math.log10(count)));
  const value = `Seen on ${count.toLocaleString("en")} pages of the HTTP Archive`;
  return { appId, factor: "consumerPopularity", value, score, source: pagesSource, checkedAt: readOn.pages };
}
