import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { Alert } from "../domain/alert";
import { notFound } from "../domain/failure";
import { findAlertById, markAlert } from "./alert-store";

/**
 * Marks an alert read or unread. Whoever may read alerts may do it; doing it twice changes and records nothing.
 * @throws Failure `forbidden` without `alert:read`; `not-found` for an alert that the caller cannot see
 */
export function markAlertRead(caller: Caller, id: string, isRead: boolean, now = new Date()): Promise<Alert> {
  const visibility = visibilityOf(caller.principal, "alert");
  return withTenant(visibility.tenantId, async (tx) => {
    const before = await findAlertById(tx, visibility, id);
    if (before?.isRead === isRead) return before;
    const alert = await markAlert(tx, visibility, id, isRead ? now : null);
    if (alert === null) throw notFound("alert");
    await recordEvent(tx, caller, {
      action: isRead ? "alert.marked-read" : "alert.marked-unread",
      target: { kind: "alert", id, name: alert.title },
    });
    return alert;
  });
}
