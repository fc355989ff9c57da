import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { DiscoveredApp } from "../domain/discovered-app";
import type { DiscoveredUser } from "../domain/discovered-user";
import type { ReportChoice } from "../domain/discovery-view";
import { notFound } from "../domain/failure";
import { discoveredApps } from "./discovered-apps";
import { scopeOf } from "./global-view";
import { findUser } from "./user-traffic-store";

/**
 * One person in a report: the sums of their traffic, and the apps that it went to, the busiest first.
 * @throws Failure `forbidden` without `discovery:read`; `not-found` for a report or a person that is not there
 */
export function viewDiscoveredUser(
  caller: Caller,
  { stream, days, user: name }: ReportChoice & { user: string },
  now: Date,
): Promise<{ user: DiscoveredUser; apps: DiscoveredApp[] }> {
  const visibility = visibilityOf(caller.principal, "discovery");
  return withTenant(visibility.tenantId, async (tx) => {
    const scope = { ...(await scopeOf(tx, visibility, { stream, days, now })), user: name };
    const user = await findUser(tx, visibility, scope);
    if (user === null) throw notFound("user");
    const apps = await discoveredApps(tx, visibility, scope);
    return { user, apps: apps.sort((left, right) => (right.totalBytes ?? 0) - (left.totalBytes ?? 0)) };
  });
}
