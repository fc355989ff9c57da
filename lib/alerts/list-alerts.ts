import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { Alert } from "../domain/alert";
import type { AlertFilter, AlertSort } from "../domain/alert-list";
import { type ListQuery, type ListResult, totalCap } from "../domain/list-query";
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
    const rows = found.slice(0, query.limit);
    const hasNext = found.length > query.limit;
    const tellsTotal = !hasNext && (rows.length > 0 || query.skip === 0);
    const total = tellsTotal
      ? query.skip + rows.length
      : await countAlerts(tx, visibility, query.conditions, totalCap + 1);
    return {
      rows,
      hasNext,
      total: Math.min(total, totalCap),
      moreThanTotal: total > totalCap,
      scanAfter: null,
    };
  });
}
