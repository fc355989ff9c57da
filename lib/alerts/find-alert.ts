import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { Alert } from "../domain/alert";
import { notFound } from "../domain/failure";
import { findAlertById } from "./alert-store";

/**
 * One alert by its id.
 * @throws Failure `forbidden` without `alert:read`; `not-found` alike for a missing alert, another tenant's, and one
 * outside the caller's part
 */
export async function findAlert(caller: Caller, id: string): Promise<Alert> {
  const visibility = visibilityOf(caller.principal, "alert");
  const alert = await withTenant(visibility.tenantId, (tx) => findAlertById(tx, visibility, id));
  if (alert === null) throw notFound("alert");
  return alert;
}
