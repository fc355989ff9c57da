import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { DiscoveredApp } from "../domain/discovered-app";
import { compareApps, type DiscoveredAppView, isInView } from "../domain/discovered-app-view";
import { reportChoiceOf } from "../domain/discovery-view";
import type { Page } from "../domain/page";
import { discoveredApps } from "./discovered-apps";
import { scopeOf } from "./global-view";

const pageSize = 50;

export type AppList = {
  page: Page<DiscoveredApp>;
  /** How many apps match. */
  total: number;
  /** The categories of all apps in the report, by id: what the list can be narrowed to. */
  categories: string[];
};

/**
 * One page of the apps of a report, for people. They are as many as the catalogue has at most, so that they are filtered,
 * sorted and paged here; a page's cursor is a place in the order.
 * @throws Failure `forbidden` without `discovery:read`; `not-found` for a report that is not there
 */
export async function listAppPage(caller: Caller, view: DiscoveredAppView, now: Date): Promise<AppList> {
  const visibility = visibilityOf(caller.principal, "discovery");
  const choice = reportChoiceOf(view);
  const apps = await withTenant(visibility.tenantId, async (tx) =>
    discoveredApps(tx, visibility, await scopeOf(tx, visibility, { ...choice, now })),
  );
  const matching = apps.filter((app) => isInView(app, view)).sort((left, right) => compareApps(view, left, right));
  return {
    page: pageAt(matching, placeOf(view)),
    total: matching.length,
    categories: [...new Set(apps.map(({ category }) => category))].sort(),
  };
}

function placeOf({ after, before }: DiscoveredAppView): number {
  return after ?? Math.max(0, (before ?? 0) - pageSize);
}

function pageAt(apps: readonly DiscoveredApp[], place: number): Page<DiscoveredApp> {
  const end = place + pageSize;
  return {
    rows: apps.slice(place, end),
    next: end < apps.length ? String(end) : null,
    previous: place > 0 ? String(Math.min(place, apps.length)) : null,
  };
}
