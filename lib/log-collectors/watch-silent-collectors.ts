import { raiseSystemAlerts } from "../alerts/raise-system-alerts";
import { withTenant } from "../db/transaction";
import { discoveryStory } from "../domain/alert";
import { collectorAlertHours } from "../domain/log-collector";
import { log } from "../log";
import { findTenantsWithSilentCollectors, markSilencesAlerted, type SilentCollector } from "./silent-collector-store";

const lookEveryMilliseconds = 10 * 60_000;

/** Looks for collectors that bring nothing now and every ten minutes from now on. */
export function watchSilentCollectors(): void {
  const look = () =>
    alertSilentCollectors(new Date()).catch((error: unknown) =>
      log().warn({ error: String(error) }, "silent log collectors could not be looked for"),
    );
  void look();
  setInterval(look, lookEveryMilliseconds).unref();
}

/**
 * Raises an alert for each collector that is switched on, has called before, and has brought nothing for two days: once
 * for each silence, however many processes look.
 * @returns how many alerts
 */
export async function alertSilentCollectors(now: Date): Promise<number> {
  const silentSince = new Date(now.getTime() - collectorAlertHours * 3_600_000);
  let raised = 0;
  for (const tenantId of await findTenantsWithSilentCollectors(silentSince))
    raised += await withTenant(tenantId, async (tx) => {
      const silent = await markSilencesAlerted(tx, tenantId, silentSince);
      await raiseSystemAlerts(tx, tenantId, silent.map(alertOf), now);
      return silent.length;
    });
  return raised;
}

function alertOf({ name, since }: SilentCollector) {
  return {
    title: `Log collector ${name} brings no data`,
    description: `No data has come through the log collector ${name} for more than ${collectorAlertHours} hours, since ${since.toISOString()}. Cloud Discovery does not see the traffic of its data sources meanwhile. Settings > Log collectors shows its state, and Test connection in its menu says which step fails.`,
    stories: [discoveryStory],
  };
}
