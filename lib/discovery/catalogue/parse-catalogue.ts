import { z } from "zod";
import type { AppCategory, CatalogApp, NonBlockableDomain } from "@/lib/domain/discovery-app";
import type { RiskFact } from "@/lib/domain/discovery-risk";
import { isRiskFactorId } from "@/lib/domain/discovery-risk";
import { isHostName } from "../values/host-name";
import type { FactSources } from "./derive-facts";

const optionalText = z.string().transform((text) => (text === "" ? undefined : text));

const appRow = z.object({
  id: z.coerce.number().int().positive(),
  name: z.string().min(1).max(100),
  vendor: z.string().min(1).max(100),
  category: z.string().regex(/^SAASDB_(?:SUB)?CATEGORY_[A-Z_]+$/),
  domains: z
    .string()
    .transform((text) => (text === "" ? [] : text.split(" ")))
    .pipe(z.array(z.string().refine(isHostName, "is no host name"))),
  logonUrl: optionalText.pipe(z.url().startsWith("https://").optional()),
  headquarters: optionalText.pipe(
    z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
  ),
  origin: z.enum(["curated", "third-party-web"]).default("curated"),
});

const categoryRow = z.object({ id: z.string().min(1), en: z.string().min(1), zhTw: z.string().min(1) });

const factRow = z.object({
  appId: z.coerce.number().int().positive(),
  factor: z.string().refine(isRiskFactorId, "is no risk factor"),
  value: z.string().min(1),
  score: z.coerce.number().min(0).max(10),
  source: z.url().startsWith("https://"),
  checkedAt: z.iso.date(),
});

const preloadedRow = z.object({
  domain: z.string().refine(isHostName, "is no host name"),
  includesSubdomains: z.enum(["yes", "no"]).transform((word) => word === "yes"),
});

const adequacyRow = z.object({
  country: z.string().regex(/^[A-Z]{2}$/),
  basis: z.string().min(1),
  score: z.coerce.number().min(0).max(10),
});

const popularityRow = z.object({
  appId: z.coerce.number().int().positive(),
  pages: z.coerce.number().int().positive(),
});

const nonBlockableRow = z.object({
  domain: z.string().refine(isHostName, "is no host name"),
  reason: z.string().min(1),
});

/** Apps of catalog/apps.tsv or catalog/curated.tsv. @throws Error that names the line that is wrong */
export function parseApps(text: string): CatalogApp[] {
  return parseTable(text, appRow);
}

/** Categories of catalog/categories.tsv. @throws Error that names the line that is wrong */
export function parseCategories(text: string): AppCategory[] {
  return parseTable(text, categoryRow);
}

/** Checked facts of catalog/facts.tsv. @throws Error that names the line that is wrong */
export function parseFacts(text: string): RiskFact[] {
  return parseTable(text, factRow);
}

/** Domains of catalog/non-blockable.tsv. @throws Error that names the line that is wrong */
export function parseNonBlockable(text: string): NonBlockableDomain[] {
  return parseTable(text, nonBlockableRow);
}

/** Domains of catalog/hsts-preload.tsv. @throws Error that names the line that is wrong */
export function parsePreloaded(text: string): FactSources["preloaded"] {
  const rows = parseTable(text, preloadedRow);
  return new Map(rows.map(({ domain, includesSubdomains }) => [domain, { includesSubdomains }]));
}

/** Countries of catalog/adequacy.tsv. @throws Error that names the line that is wrong */
export function parseAdequacy(text: string): FactSources["adequacy"] {
  return new Map(parseTable(text, adequacyRow).map(({ country, ...found }) => [country, found]));
}

/** Apps of catalog/popularity.tsv. @throws Error that names the line that is wrong */
export function parsePopularity(text: string): FactSources["pages"] {
  return new Map(parseTable(text, popularityRow).map(({ appId, pages }) => [appId, pages]));
}

/** A table with a header line, columns separated by tabs. Columns that the schema does not know are left out. */
function parseTable<Row>(text: string, schema: z.ZodType<Row>): Row[] {
  const [header = "", ...lines] = text.split("\n");
  const names = header.split("\t");
  return lines.flatMap((line, index) => {
    if (line === "") return [];
    const cells = line.split("\t");
    const row = schema.safeParse(Object.fromEntries(names.map((name, column) => [name, cells[column] ?? ""])));
    if (row.success) return [row.data];
    throw new Error(`Line ${index + 2}: ${z.prettifyError(row.error)}`);
  });
}
