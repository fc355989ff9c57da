import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { Alert } from "../domain/alert";
import type { AlertFilter } from "../domain/alert-list";
import type { Arrivals, ArrivalWindow } from "../domain/arrival";
import type { Condition } from "../domain/filter";
import { countArrivedAlerts, findArrivedAlerts, firstArrivalSince } from "./alert-arrival-store";

/**
 * What arrived among the alerts that the caller may see, in the order of arrival and without gaps.
 * @param request.countTo whether to count what waits behind the page, and up to how many
 * @throws Failure `forbidden` without `alert:read`
 */
export function listArrivedAlerts(
  caller: Caller,
  request: {
    window: ArrivalWindow;
    conditions: readonly Condition<AlertFilter>[];
    limit: number;
    countTo: number;
  },
): Promise<Arrivals<Alert> & { waiting: number }> {
  const visibility = visibilityOf(caller.principal, "alert");
  const { window, conditions, limit, countTo } = request;
  return withTenant(visibility.tenantId, async (tx) => {
    const found = await findArrivedAlerts(tx, visibility, window, conditions, limit);
    const rest = { ...window, after: found.end };
    const waiting = found.hasNext ? await countArrivedAlerts(tx, visibility, rest, conditions, countTo) : 0;
    return { ...found, waiting };
  });
}

/** Where to begin when everything since a moment is wanted; null when there is nothing. */
export function firstAlertArrival(caller: Caller, since: Date): Promise<string | null> {
  const visibility = visibilityOf(caller.principal, "alert");
  return withTenant(visibility.tenantId, (tx) => firstArrivalSince(tx, visibility, since));
}
