import { z } from "zod";
import { isRiskFactorId, RISK_FACTORS, type RiskFactorId } from "./discovery-risk";
import { lineOfText, optionalParagraphs } from "./plain-text";

/** Where the numbers of tenants' own apps begin; the catalogue's are below. */
export const customAppIdStart = 1_000_000;
/** The category of the catalogue that stands for all others, and is none of an app. */
export const anyCategory = "SAASDB_CATEGORY_ALL";
/** The most apps of its own that a tenant may have. */
export const customAppsMaximum = 1_000;
export const customAppPlacesMaximum = 100;
const noteMaximum = 500;

/** What a tenant says about one risk factor of its own app: 0 (bad) to 10. */
export type CustomAppFact = { factor: RiskFactorId; score: number };

/** An app that a tenant has added beside the catalogue: it wins over the catalogue where both know a domain. */
export type CustomApp = {
  id: number;
  name: string;
  /** A category id of the catalogue. */
  category: string;
  /** Lower-case host names; each stands for itself and everything below it. */
  domains: string[];
  /** Addresses and CIDR blocks, for logs without host names. */
  addresses: string[];
  /** 0 to 10 in place of the score that the facts give; null for the latter. */
  scoreOverride: number | null;
  note: string;
  facts: CustomAppFact[];
  modifiedAt: Date;
};

const score = z.int({ error: "required" }).min(0, "score").max(10, "score");

export const customAppFacts: z.ZodType<CustomAppFact[]> = z
  .array(z.object({ factor: z.string().refine(isRiskFactorId, "invalid"), score }))
  .max(Object.keys(RISK_FACTORS).length, "tooLong")
  .refine((facts) => new Set(facts.map(({ factor }) => factor)).size === facts.length, "factorTwice");

const places = z.array(z.string().trim().min(1, "required").max(253, "tooLong")).max(customAppPlacesMaximum, "tooLong");

/** What a person says of an app of their own. Issue messages are keys under `validation` in the message catalogue. */
export const customAppInput = z
  .strictObject({
    name: lineOfText(100),
    category: z.string({ error: "required" }).max(100, "invalid"),
    domains: places,
    addresses: places,
    scoreOverride: score.nullable(),
    note: optionalParagraphs(noteMaximum).transform((text) => text ?? ""),
    facts: customAppFacts,
  })
  .refine(({ domains, addresses }) => domains.length + addresses.length > 0, {
    message: "required",
    path: ["domains"],
  });
export type CustomAppInput = z.output<typeof customAppInput>;

export const customAppReference = z.strictObject({ id: z.int().min(customAppIdStart) });
export const changeCustomAppInput = z.strictObject({ ...customAppReference.shape, app: customAppInput });
