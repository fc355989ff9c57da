import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, visibilityOf } from "../domain/access";
import type { ActivityPage, ActivityPageInput } from "../domain/activity-view";
import type { AppChoice } from "../domain/list-view";
import { findActivityApps, findActivityPage } from "./activity-list-store";

export type ActivityLog = {
  page: ActivityPage;
  /** What the log can be narrowed to. */
  apps: AppChoice[];
};

/**
 * The apps in which something happened, by name: what activities can be narrowed to.
 * @throws Failure `forbidden` without `activity:read`
 */
export function listActivityApps(caller: Caller<MemberPrincipal>): Promise<AppChoice[]> {
  const visibility = visibilityOf(caller.principal, "activity");
  return withTenant(visibility.tenantId, (tx) => findActivityApps(tx, visibility));
}

/**
 * One page of the tenant's activities, for people.
 * @throws Failure `forbidden` without `activity:read`
 */
export function listActivityPage(caller: Caller<MemberPrincipal>, input: ActivityPageInput): Promise<ActivityLog> {
  const visibility = visibilityOf(caller.principal, "activity");
  return withTenant(visibility.tenantId, async (tx) => {
    const apps = await findActivityApps(tx, visibility);
    const page = await findActivityPage(tx, visibility, input);
    return { page, apps };
  });
}
