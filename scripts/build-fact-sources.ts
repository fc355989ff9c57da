/**
 * Builds catalog/hsts-preload.tsv and catalog/popularity.tsv for the apps of catalog/apps.tsv:
 *
 *   tsx scripts/build-fact-sources.ts <path of Chromium> <folder of third-party-web>
 *
 * The first is what the list that is built into Chromium says of each domain (chrome://net-internals), the second on how many
 * pages the HTTP Archive saw each app. After it set the days in lib/discovery/catalogue/derive-facts.ts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { z } from "zod";
import { parseApps } from "@/lib/discovery/catalogue/parse-catalogue";
import type { CatalogApp } from "@/lib/domain/discovery-app";

const entitySchema = z.array(
  z.object({ name: z.string(), domains: z.array(z.string()), totalOccurrences: z.number().default(0) }),
);
const catalog = path.join(import.meta.dirname, "..", "catalog");
const [executablePath = "/usr/bin/chromium", thirdPartyWeb = "node_modules/third-party-web"] = process.argv.slice(2);

const apps = parseApps(readFileSync(path.join(catalog, "apps.tsv"), "utf8"));
const entities = entitySchema.parse(
  JSON.parse(readFileSync(path.join(thirdPartyWeb, "dist", "entities.json"), "utf8")),
);
write("popularity.tsv", ["appId\tpages", ...popularity(apps, entities)]);
write("hsts-preload.tsv", ["domain\tentry\tincludesSubdomains", ...(await preloaded(apps))]);

function popularity(known: readonly CatalogApp[], found: z.infer<typeof entitySchema>): string[] {
  const byDomain = new Map(
    found.flatMap((entity) => entity.domains.map((domain) => [domain.replace(/^\*\./, "").toLowerCase(), entity])),
  );
  return known.flatMap(({ id, domains }) => {
    const seen = new Set(domains.flatMap((domain) => byDomain.get(domain) ?? []));
    const pages = [...seen].reduce((sum, { totalOccurrences }) => sum + totalOccurrences, 0);
    return pages === 0 ? [] : [`${id}\t${pages}`];
  });
}

async function preloaded(known: readonly CatalogApp[]): Promise<string[]> {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage();
  await page.goto("chrome://net-internals/#hsts");
  await page.waitForSelector("#hsts-view-query-input");
  const rows: string[] = [];
  for (const domain of new Set(known.flatMap(({ domains }) => domains))) {
    await page.locator("#hsts-view-query-output").evaluate((output) => {
      output.textContent = "";
    });
    await page.locator("#hsts-view-query-input").fill(domain);
    await page.locator("#hsts-view-query-submit").click();
    const answer = page.locator("#hsts-view-query-output").filter({ hasText: /Found|Not found/ });
    // biome-ignore lint/performance/useDomNodeTextContent: the text content runs the answer's lines together
    const text = await answer.innerText();
    const entry = /static_sts_domain: (\S+)/.exec(text)?.[1];
    if (entry === undefined || !text.includes("static_upgrade_mode: FORCE_HTTPS")) continue;
    const isWide = /static_sts_include_subdomains: true/.test(text);
    rows.push(`${domain}\t${entry}\t${isWide ? "yes" : "no"}`);
  }
  console.log(`Chromium ${browser.version()}: ${rows.length} domains in its HSTS preload list`);
  await browser.close();
  return rows.sort();
}

function write(name: string, lines: readonly string[]): void {
  writeFileSync(path.join(catalog, name), `${lines.join("\n")}\n`);
}
