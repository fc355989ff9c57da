import path from "node:path";
import { expect, test } from "vitest";
import type { CatalogApp } from "@/lib/domain/discovery-app";
import { riskScore } from "@/lib/domain/discovery-risk";
import { derivedFacts, type FactSources } from "./derive-facts";
import { loadCatalogue } from "./load-catalogue";

const sources: FactSources = {
  preloaded: new Map([
    ["wide.example", { includesSubdomains: true }],
    ["narrow.example", { includesSubdomains: false }],
  ]),
  adequacy: new Map([["DE", { basis: "the GDPR applies", score: 10 }]]),
  pages: new Map([[7, 4_213]]),
};

function app(overrides: Partial<CatalogApp>): CatalogApp {
  const named = { id: 1, name: "App", vendor: "Vendor", category: "SAASDB_CATEGORY_CRM", origin: "curated" } as const;
  return { ...named, domains: ["plain.example"], logonUrl: undefined, headquarters: undefined, ...overrides };
}

test.each([
  ["wide.example", 10],
  ["narrow.example", 8],
  ["plain.example", 4],
])("whether %s is reached by HTTPS alone gives %d, and says where to look", (domain, score) => {
  const [fact] = derivedFacts(app({ domains: [domain] }), sources);
  expect(fact).toMatchObject({ factor: "httpsEnforced", score, source: `https://hstspreload.org/?domain=${domain}` });
  expect(fact?.value).toContain(domain);
});

test("an app of which the sources say nothing has no fact, and no score", () => {
  const facts = derivedFacts(app({ domains: [] }), sources);
  expect(facts).toEqual([]);
  expect(riskScore(facts).total).toBeUndefined();
});

test("headquarters and pages count where they are known", () => {
  const facts = derivedFacts(app({ id: 7, domains: [], headquarters: "DE" }), sources);
  expect(facts.map(({ factor, score }) => [factor, score])).toEqual([
    ["dataProtectionLaw", 10],
    ["consumerPopularity", 7],
  ]);
  expect(derivedFacts(app({ domains: [], headquarters: "XX" }), sources)).toMatchObject([
    { value: "Headquarters in XX: no adequacy decision", score: 3 },
  ]);
});

test("nearly every shipped app has a score, each fact of it with a source and a day", async () => {
  const { apps, factsByApp } = await loadCatalogue(path.resolve("catalog"));
  const scored = apps.filter(({ id }) => riskScore(factsByApp.get(id) ?? []).total !== undefined);
  expect(scored.length / apps.length).toBeGreaterThan(0.95);
  for (const fact of [...factsByApp.values()].flat()) {
    expect(new URL(fact.source).protocol).toBe("https:");
    expect(fact.checkedAt).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(fact.score).toBeGreaterThanOrEqual(0);
    expect(fact.score).toBeLessThanOrEqual(10);
  }
});
