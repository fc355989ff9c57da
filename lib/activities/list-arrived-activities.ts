import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { Activity } from "../domain/activity";
import type { ActivityFilter } from "../domain/activity-list";
import type { Arrivals, ArrivalWindow } from "../domain/arrival";
import type { Condition } from "../domain/filter";
import { countArrivedActivities, findArrivedActivities, firstArrivalSince } from "./activity-arrival-store";

/**
 * What arrived among the activities that the caller may see, in the order of arrival and without gaps.
 * @param request.countTo whether to count what waits behind the page, and up to how many
 * @throws Failure `forbidden` without `activity:read`
 */
export function listArrivedActivities(
  caller: Caller,
  request: {
    window: ArrivalWindow;
    conditions: readonly Condition<ActivityFilter>[];
    limit: number;
    countTo: number;
  },
): Promise<Arrivals<Activity> & { waiting: number }> {
  const visibility = visibilityOf(caller.principal, "activity");
  const { window, conditions, limit, countTo } = request;
  return withTenant(visibility.tenantId, async (tx) => {
    const found = await findArrivedActivities(tx, visibility, window, conditions, limit);
    const rest = { ...window, after: found.end };
    const waiting = found.hasNext ? await countArrivedActivities(tx, visibility, rest, conditions, countTo) : 0;
    return { ...found, waiting };
  });
}

/** Where to begin when everything since a moment is wanted; null when there is nothing. */
export function firstActivityArrival(caller: Caller, since: Date): Promise<string | null> {
  const visibility = visibilityOf(caller.principal, "activity");
  return withTenant(visibility.tenantId, (tx) => firstArrivalSince(tx, visibility, since));
}
