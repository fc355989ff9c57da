import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, changeableDiscovery, readableDiscoverySettings } from "../domain/access";
import type { DiscoverySettings } from "../domain/discovery-settings";
import { findDiscoverySettings, saveDiscoverySettings } from "./settings-store";

/**
 * What the tenant has set for Cloud Discovery as a whole.
 * @throws Failure `forbidden` without `settings:read`
 */
export function viewDiscoverySettings(caller: Caller): Promise<DiscoverySettings> {
  const visibility = readableDiscoverySettings(caller.principal);
  return withTenant(visibility.tenantId, (tx) => findDiscoverySettings(tx, visibility));
}

/**
 * Sets whether new reports keep user names encrypted only. Reports that are there stay as they are.
 * @throws Failure `forbidden` without `settings:write`
 */
export async function changeDiscoverySettings(caller: Caller, settings: DiscoverySettings, now: Date): Promise<void> {
  const visibility = changeableDiscovery(caller.principal);
  const { tenantId } = visibility;
  await withTenant(tenantId, async (tx) => {
    const before = await findDiscoverySettings(tx, visibility);
    if (before.anonymizesUsers === settings.anonymizesUsers) return;
    await saveDiscoverySettings(tx, visibility, settings, now);
    await recordEvent(tx, caller, {
      action: "discovery.settings-changed",
      target: { kind: "discovery-settings", id: tenantId, name: "Cloud Discovery" },
      detail: { anonymizesUsers: settings.anonymizesUsers },
    });
  });
}
