import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { Activity } from "../domain/activity";
import { notFound } from "../domain/failure";
import { findActivityById } from "./activity-store";

/**
 * One activity by its id.
 * @throws Failure `forbidden` without `activity:read`; `not-found` alike for a missing activity and another tenant's
 */
export async function findActivity(caller: Caller, id: string): Promise<Activity> {
  const visibility = visibilityOf(caller.principal, "activity");
  const activity = await withTenant(visibility.tenantId, (tx) => findActivityById(tx, visibility, id));
  if (activity === null) throw notFound("activity");
  return activity;
}
