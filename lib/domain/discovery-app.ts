/** A cloud app that traffic is matched to: one of the shipped catalogue, or a tenant's own. */
export type CatalogApp = {
  /** The number by which the API names it; the connectors' apps have the numbers that clients know. */
  id: number;
  name: string;
  /** Empty for a tenant's own. */
  vendor: string;
  /** A category id of catalog/categories.tsv. */
  category: string;
  /** Lower-case host names; each stands for itself and everything below it. Unique over the catalogue. */
  domains: readonly string[];
  logonUrl?: string | undefined;
  /** ISO 3166-1 alpha-2 code of the country of the vendor's headquarters. */
  headquarters?: string | undefined;
  origin: "curated" | "third-party-web" | "custom";
};

/** A category with its names in both languages. */
export type AppCategory = { id: string; en: string; zhTw: string };

/** What the matcher needs to know of an app. */
export type MatchableApp = {
  id: number;
  domains: readonly string[];
  /** Addresses and CIDR blocks, for logs without host names; only tenants' own apps have them. */
  addresses?: readonly string[];
};

/** A domain that no block script may hold, such as that of operating system updates. */
export type NonBlockableDomain = { domain: string; reason: string };
