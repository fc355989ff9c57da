import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, visibilityOf } from "../domain/access";
import type { AlertCounts, AlertPageInput, ListedAlert } from "../domain/alert-view";
import type { AppChoice } from "../domain/list-view";
import type { Page } from "../domain/page";
import { countOpenAlerts, findAlertApps, findAlertPage } from "./alert-list-store";

export type AlertList = {
  page: Page<ListedAlert>;
  /** Of the open alerts, whatever the filter. */
  counts: AlertCounts;
  /** What the list can be narrowed to. */
  apps: AppChoice[];
};

/**
 * One page of the alerts that the caller may see, for people: the tenant's, or Cloud Discovery's among them.
 * @throws Failure `forbidden` without `alert:read`
 */
export function listAlertPage(caller: Caller<MemberPrincipal>, input: AlertPageInput): Promise<AlertList> {
  const visibility = visibilityOf(caller.principal, "alert");
  return withTenant(visibility.tenantId, async (tx) => {
    const counts = await countOpenAlerts(tx, visibility);
    const apps = await findAlertApps(tx, visibility);
    const page = await findAlertPage(tx, visibility, input);
    return { page, counts, apps };
  });
}
