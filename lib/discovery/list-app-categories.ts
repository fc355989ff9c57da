import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { ReportChoice } from "../domain/discovery-view";
import { scopeOf } from "./global-view";
import { tenantCatalogue } from "./tenant-catalogue";
import { findSeenApps } from "./traffic-store";

/** A category and how many of its apps a report has traffic to. */
export type CategoryCount = { id: string; total: number };

/**
 * The categories of the apps in a report, the fullest first.
 * @throws Failure `forbidden` without `discovery:read`; `not-found` for a report that is not there
 */
export async function listAppCategories(
  caller: Caller,
  { stream, days }: ReportChoice,
  now: Date,
): Promise<CategoryCount[]> {
  const visibility = visibilityOf(caller.principal, "discovery");
  const { seen, catalogue } = await withTenant(visibility.tenantId, async (tx) => ({
    seen: await findSeenApps(tx, visibility, await scopeOf(tx, visibility, { stream, days, now })),
    catalogue: await tenantCatalogue(tx, visibility),
  }));
  const counts = new Map<string, number>();
  for (const appId of seen) {
    const category = catalogue.appOf(appId)?.category;
    if (category !== undefined) counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return [...counts]
    .map(([id, total]) => ({ id, total }))
    .sort((left, right) => right.total - left.total || left.id.localeCompare(right.id));
}
