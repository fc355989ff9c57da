import type { Transaction } from "../db/transaction";
import { insertSystemAlerts } from "./system-alert-store";

/** An alert of the portal itself about its own working, which no policy raised. */
export type SystemAlert = {
  title: string;
  description: string;
  /** Its categories, by the contract's numbers. */
  stories: readonly number[];
};

/**
 * Raises alerts of medium severity, open and unread, in the caller's transaction. It acts for nobody: the caller sees to
 * it that one thing raises one alert.
 */
export function raiseSystemAlerts(
  tx: Transaction,
  tenantId: string,
  alerts: readonly SystemAlert[],
  now: Date,
): Promise<void> {
  return insertSystemAlerts(tx, tenantId, alerts, now);
}
