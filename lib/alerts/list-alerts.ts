import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { Alert } from "../domain/alert";
import type { AlertFilter, AlertSort } from "../domain/alert-list";
import { pageOf } from "../domain/list-page";
import type { ListQuery, ListResult } from "../domain/list-query";
import { countAlerts, findAlerts } from "./alert-store";

/**
 * One page of the alerts that the caller may see: the tenant's, or Cloud Discovery's among them.
 * Counts only when the page does not tell the total by itself.
 * @throws Failure `forbidden` without `alert:read`
 */
export function listAlerts(caller: Caller, query: ListQuery<AlertFilter, AlertSort>): Promise<ListResult<Alert>> {
  const visibility = visibilityOf(caller.principal, "alert");
  return withTenant(visibility.tenantId, async (tx) => {
    const found = await findAlerts(tx, visibility, query);
    const page = await pageOf(found, query, (cap) => countAlerts(tx, visibility, query.conditions, cap));
    return { ...page, scanAfter: null };
  });
}
