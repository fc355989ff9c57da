import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, visibilityOf } from "../domain/access";
import type { AlertEvent } from "../domain/alert-history";
import { findAlertEvents } from "./alert-history-store";

/** More than people do to one alert; reading it back and forth is audited each time. */
const eventMaximum = 50;

/**
 * What was done to an alert, the newest first. Whoever may read the alert may read this part of its audit log.
 * @throws Failure `forbidden` without `alert:read`
 */
export function listAlertHistory(caller: Caller<MemberPrincipal>, id: string): Promise<AlertEvent[]> {
  const visibility = visibilityOf(caller.principal, "alert");
  return withTenant(visibility.tenantId, (tx) => findAlertEvents(tx, visibility, id, eventMaximum));
}
