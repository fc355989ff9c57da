/**
 * Builds catalog/apps.tsv from catalog/curated.tsv and the npm package third-party-web.
 *
 *   tsx scripts/build-catalog.ts [folder of third-party-web]
 *
 * Curated apps win wherever both know a domain. Ids of apps that are already in catalog/apps.tsv stay.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { parseApps } from "@/lib/discovery/catalogue/parse-catalogue";
import { isHostName } from "@/lib/discovery/values/host-name";
import type { CatalogApp } from "@/lib/domain/discovery-app";

const CATEGORY_OF: Readonly<Record<string, string>> = {
  "customer-success": "SAASDB_CATEGORY_CUSTOMER_SUPPORT",
  marketing: "SAASDB_CATEGORY_MARKETING",
  analytics: "SAASDB_CATEGORY_WEB_ANALYTICS",
  "tag-manager": "SAASDB_CATEGORY_WEB_ANALYTICS",
  ad: "SAASDB_CATEGORY_ADVERTISING",
  hosting: "SAASDB_CATEGORY_HOSTING_SERVICES",
  cdn: "SAASDB_CATEGORY_HOSTING_SERVICES",
  social: "SAASDB_CATEGORY_SOCIAL_NETWORK",
  video: "SAASDB_CATEGORY_MEDIA",
  "consent-provider": "SAASDB_CATEGORY_SECURITY",
};
/** The package knows hundreds of advertisers: more than these, by traffic, would drown the rest. */
const ADVERTISERS_MAXIMUM = 200;
const FIRST_ID = 50_001;
const COLUMNS = "id\tname\tvendor\tcategory\tdomains\tlogonUrl\theadquarters\torigin";

const entitySchema = z.array(
  z.object({
    name: z.string(),
    company: z.string().optional(),
    category: z.string(),
    domains: z.array(z.string()),
    totalOccurrences: z.number().default(0),
  }),
);
type Entity = z.infer<typeof entitySchema>[number];

const catalog = path.join(import.meta.dirname, "..", "catalog");
const source = process.argv[2] ?? path.join(import.meta.dirname, "..", "node_modules", "third-party-web");

const curated = parseApps(readFileSync(path.join(catalog, "curated.tsv"), "utf8"));
const entities = entitySchema.parse(JSON.parse(readFileSync(path.join(source, "dist", "entities.json"), "utf8")));
const apps = [...curated, ...thirdParties(entities, curated)];
writeFileSync(path.join(catalog, "apps.tsv"), `${[COLUMNS, ...apps.map(writtenRow)].join("\n")}\n`);
console.log(`${apps.length} apps: ${curated.length} curated, ${apps.length - curated.length} from third-party-web`);

function thirdParties(found: readonly Entity[], known: readonly CatalogApp[]): CatalogApp[] {
  const taken = new Set(known.flatMap((app) => app.domains));
  const names = new Set(known.map((app) => app.name.toLowerCase()));
  const ids = idsOf(path.join(catalog, "apps.tsv"));
  let nextId = Math.max(FIRST_ID - 1, ...ids.values()) + 1;
  let advertisers = 0;
  const added: CatalogApp[] = [];
  for (const entity of found.toSorted((left, right) => right.totalOccurrences - left.totalOccurrences)) {
    const category = CATEGORY_OF[entity.category];
    const name = plainName(entity.name);
    const domains = freeDomains(entity, taken);
    if (category === undefined || domains.length === 0 || names.has(name.toLowerCase())) continue;
    if (category === "SAASDB_CATEGORY_ADVERTISING" && ++advertisers > ADVERTISERS_MAXIMUM) continue;
    for (const domain of domains) taken.add(domain);
    names.add(name.toLowerCase());
    const vendor = plainName(entity.company ?? entity.name);
    const id = ids.get(name) ?? nextId++;
    added.push({
      id,
      name,
      vendor,
      category,
      domains,
      logonUrl: undefined,
      headquarters: undefined,
      origin: "third-party-web",
    });
  }
  return added.toSorted((left, right) => left.id - right.id);
}

/** Valid names that nobody has, neither themselves nor a domain above them. */
function freeDomains(entity: Entity, taken: ReadonlySet<string>): string[] {
  const domains = new Set(entity.domains.map((domain) => domain.replace(/^\*\./, "").toLowerCase()));
  return [...domains]
    .filter((domain) => isHostName(domain) && !suffixes(domain).some((suffix) => taken.has(suffix)))
    .toSorted();
}

function suffixes(domain: string): string[] {
  const labels = domain.split(".");
  return labels.map((_, index) => labels.slice(index).join("."));
}

function plainName(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, 100);
}

function idsOf(file: string): Map<string, number> {
  if (!existsSync(file)) return new Map();
  const present = parseApps(readFileSync(file, "utf8")).filter((app) => app.origin === "third-party-web");
  return new Map(present.map((app) => [app.name, app.id]));
}

function writtenRow(app: CatalogApp): string {
  const { id, name, vendor, category, domains, logonUrl = "", headquarters = "", origin } = app;
  return [id, name, vendor, category, domains.join(" "), logonUrl, headquarters, origin].join("\t");
}
