import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { DiscoveredApp } from "../domain/discovered-app";
import { type AppGroup, type ReportSummary, type RiskLevel, riskLevelOf } from "../domain/discovery-summary";
import type { ReportChoice, TopMeasure } from "../domain/discovery-view";
import { discoveredApps } from "./discovered-apps";
import { reportOf, scopeOfReport } from "./global-view";
import { everyDay, totalsOf } from "./traffic-days";
import { findTrafficByDay } from "./traffic-store";

const topAppCount = 10;
const topCategoryCount = 8;

/**
 * A report at a glance: its totals, its days, and its first apps, categories and levels of risk. Two aggregate queries over
 * the report's traffic, each along the primary key of `discovery_traffic`.
 * @param measure by what the apps are ranked
 * @throws Failure `forbidden` without `discovery:read`; `not-found` for a report that is not there
 */
export async function summariseReport(
  caller: Caller,
  { stream, days, measure }: ReportChoice & { measure: TopMeasure },
  now: Date,
): Promise<ReportSummary> {
  const visibility = visibilityOf(caller.principal, "discovery");
  return withTenant(visibility.tenantId, async (tx) => {
    const report = await reportOf(tx, visibility, stream);
    const scope = scopeOfReport(report, { days, now });
    const sums = await findTrafficByDay(tx, visibility, scope);
    const apps = await discoveredApps(tx, visibility, scope);
    return {
      report,
      totals: { ...totalsOf(sums), apps: apps.length },
      days: everyDay(sums, scope.since, now),
      topApps: [...apps].sort(byMeasure(measure)).slice(0, topAppCount),
      topCategories: groupedBy(apps, ({ category }) => category)
        .map(([id, group]) => ({ id, ...group }))
        .sort((left, right) => right.totalBytes - left.totalBytes || right.transactions - left.transactions)
        .slice(0, topCategoryCount),
      risk: riskOf(apps),
    };
  });
}

function byMeasure(measure: TopMeasure): (left: DiscoveredApp, right: DiscoveredApp) => number {
  const of = (app: DiscoveredApp) => {
    switch (measure) {
      case "traffic":
        return app.totalBytes ?? 0;
      case "users":
        return app.users;
      case "transactions":
        return app.transactions;
    }
  };
  return (left, right) => of(right) - of(left) || right.transactions - left.transactions || left.appId - right.appId;
}

function riskOf(apps: readonly DiscoveredApp[]): Record<RiskLevel, AppGroup> {
  const groups = new Map(groupedBy(apps, ({ score }) => riskLevelOf(score)));
  const none: AppGroup = { apps: 0, totalBytes: 0, transactions: 0 };
  const of = (level: RiskLevel) => groups.get(level) ?? none;
  return { high: of("high"), medium: of("medium"), low: of("low"), unrated: of("unrated") };
}

function groupedBy<Key>(apps: readonly DiscoveredApp[], keyOf: (app: DiscoveredApp) => Key): [Key, AppGroup][] {
  const groups = new Map<Key, AppGroup>();
  for (const app of apps) {
    const key = keyOf(app);
    const group = groups.get(key) ?? { apps: 0, totalBytes: 0, transactions: 0 };
    group.apps += 1;
    group.totalBytes += app.totalBytes ?? 0;
    group.transactions += app.transactions;
    groups.set(key, group);
  }
  return [...groups];
}
