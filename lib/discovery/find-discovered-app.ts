import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import { riskScore } from "../domain/discovery-risk";
import type { AppDetail } from "../domain/discovery-summary";
import type { ReportChoice } from "../domain/discovery-view";
import { notFound } from "../domain/failure";
import { findAppTags } from "./app-tag-store";
import { scopeOf } from "./global-view";
import { tenantCatalogue } from "./tenant-catalogue";
import { everyDay, totalsOf } from "./traffic-days";
import { findTrafficByDay } from "./traffic-store";

/**
 * An app of the catalogue: what is known of it, what the tenant says of it, and its traffic in one report.
 * @throws Failure `forbidden` without `discovery:read`; `not-found` for an app that the catalogue does not have, or a report
 * that is not there
 */
export async function findDiscoveredApp(
  caller: Caller,
  { appId, stream, days }: ReportChoice & { appId: number },
  now: Date,
): Promise<AppDetail> {
  const visibility = visibilityOf(caller.principal, "discovery");
  return withTenant(visibility.tenantId, async (tx) => {
    const catalogue = await tenantCatalogue(tx, visibility);
    const app = catalogue.appOf(appId);
    if (app === undefined) throw notFound("app");
    const scope = { ...(await scopeOf(tx, visibility, { stream, days, now })), appId };
    const sums = await findTrafficByDay(tx, visibility, scope);
    const tagged = await findAppTags(tx, visibility);
    return {
      app,
      tags: tagged.filter((one) => one.appId === appId).map(({ tag }) => tag),
      score: catalogue.scoreOf(appId),
      setScore: catalogue.setScoreOf(appId),
      risk: riskScore(catalogue.factsByApp.get(appId) ?? []),
      totals: totalsOf(sums),
      days: everyDay(sums, scope.since, now),
    };
  });
}
