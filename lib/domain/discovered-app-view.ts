import { z } from "zod";
import type { DiscoveredApp } from "./discovered-app";
import { appTags } from "./discovery-tag";
import { reportView } from "./discovery-view";
import { viewDirection, viewText } from "./list-view";

/** What the table of apps sorts by, the default first. */
export const appSorts = [
  "traffic",
  "name",
  "score",
  "uploaded",
  "transactions",
  "users",
  "ipAddresses",
  "lastSeen",
] as const;
export type AppSort = (typeof appSorts)[number];

/** Apps with a tag, or with none. */
export const tagChoices = [...appTags, "none"] as const;

/** Whether anybody has checked a fact about the app, so that it has a score. */
export const ratings = ["rated", "unrated"] as const;

const viewScore = z
  .string()
  .regex(/^(?:\d|10)(?:\.\d)?$/)
  .transform(Number)
  .refine((score) => score <= 10)
  .nullable()
  .catch(null)
  .default(null);

/** A place in the list: how many apps come before it. */
const viewPlace = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number)
  .optional()
  .catch(undefined);

/** The app page's view as its address holds it. Anything unreadable falls back to the default: all apps by traffic. */
export const discoveredAppView = reportView.extend({
  search: viewText,
  category: z
    .string()
    .regex(/^SAASDB_(?:SUB)?CATEGORY_[A-Z_]+$/)
    .nullable()
    .catch(null)
    .default(null),
  tag: z.enum(tagChoices).nullable().catch(null).default(null),
  rating: z.enum(ratings).nullable().catch(null).default(null),
  /** Bounds of the risk score, inclusive; an app without a score is outside of any bound. */
  scoreFrom: viewScore,
  scoreTo: viewScore,
  sort: z.enum(appSorts).catch("traffic").default("traffic"),
  direction: viewDirection,
  after: viewPlace,
  before: viewPlace,
});
export type DiscoveredAppView = z.infer<typeof discoveredAppView>;

/** Whether the view shows less than all apps of its report. */
export function isNarrowed(view: DiscoveredAppView): boolean {
  const { search, category, tag, rating, scoreFrom, scoreTo } = view;
  return search !== "" || [category, tag, rating, scoreFrom, scoreTo].some((value) => value !== null);
}

/** Whether an app is among those that the view asks for. */
export function isInView(app: DiscoveredApp, view: DiscoveredAppView): boolean {
  const { search, category, tag, rating, scoreFrom, scoreTo } = view;
  const hasTag = tag === null || (tag === "none" ? app.tags.length === 0 : app.tags.includes(tag));
  const hasRating = rating === null || (rating === "rated") === (app.score !== null);
  return (
    hasTag &&
    hasRating &&
    (category === null || app.category === category) &&
    (scoreFrom === null || (app.score !== null && app.score >= scoreFrom)) &&
    (scoreTo === null || (app.score !== null && app.score <= scoreTo)) &&
    folded(app.name).includes(folded(search))
  );
}

/** The order of a view. What is not known comes last, whatever the direction; equals go by name. */
export function compareApps(
  { sort, direction }: Pick<DiscoveredAppView, "sort" | "direction">,
  left: DiscoveredApp,
  right: DiscoveredApp,
): number {
  const sign = direction === "asc" ? 1 : -1;
  const byName = left.name.localeCompare(right.name, "en") || left.appId - right.appId;
  if (sort === "name") return sign * byName;
  const [first, second] = [sortValue(sort, left), sortValue(sort, right)];
  if (first === null || second === null) return Number(first === null) - Number(second === null) || byName;
  return sign * (first - second) || byName;
}

function sortValue(sort: Exclude<AppSort, "name">, app: DiscoveredApp): number | null {
  switch (sort) {
    case "traffic":
      return app.totalBytes;
    case "score":
      return app.score;
    case "uploaded":
      return app.uploadedBytes;
    case "transactions":
      return app.transactions;
    case "users":
      return app.users;
    case "ipAddresses":
      return app.ipAddresses;
    case "lastSeen":
      return app.lastSeenAt.getTime();
  }
}

function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
