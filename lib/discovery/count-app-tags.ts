import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import { type AppTag, appTags } from "../domain/discovery-tag";
import type { ReportChoice } from "../domain/discovery-view";
import type { Condition } from "../domain/filter";
import { passesAll } from "../domain/filter-match";
import { discoveredApps } from "./discovered-apps";
import { scopeOf } from "./global-view";

/**
 * How many of a report's apps have each tag; `null` counts those without any.
 * @throws Failure `forbidden` without `discovery:read`; `not-found` for a report that is not there
 */
export async function countAppTags(
  caller: Caller,
  { stream, days }: ReportChoice,
  conditions: readonly Condition<"appId">[],
  now: Date,
): Promise<{ tag: AppTag | null; count: number }[]> {
  const visibility = visibilityOf(caller.principal, "discovery");
  const all = await withTenant(visibility.tenantId, async (tx) =>
    discoveredApps(tx, visibility, await scopeOf(tx, visibility, { stream, days, now })),
  );
  const apps = all.filter(({ appId }) => passesAll(conditions, () => appId));
  const withTag = appTags.map((tag) => ({ tag, count: apps.filter(({ tags }) => tags.includes(tag)).length }));
  return [...withTag, { tag: null, count: apps.filter(({ tags }) => tags.length === 0).length }];
}
