import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { AppChoice } from "../domain/list-view";
import { findActivityApps } from "./activity-list-store";

/**
 * The apps of which the tenant has activities, by name.
 * @throws Failure `forbidden` without `activity:read`
 */
export function listActivityApps(caller: Caller): Promise<AppChoice[]> {
  const visibility = visibilityOf(caller.principal, "activity");
  return withTenant(visibility.tenantId, (tx) => findActivityApps(tx, visibility));
}
