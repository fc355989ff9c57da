import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { type DiscoverySettings, defaultDiscoverySettings } from "../domain/discovery-settings";

/** What the tenant has set for Cloud Discovery, or what holds for those who have set nothing. */
export async function findDiscoverySettings(tx: Transaction, { tenantId }: Visibility): Promise<DiscoverySettings> {
  const found = await tx.discoverySettings.findUnique({ where: { tenantId }, select: { anonymizesUsers: true } });
  return found ?? defaultDiscoverySettings;
}

export async function saveDiscoverySettings(
  tx: Transaction,
  { tenantId }: Visibility,
  { anonymizesUsers }: DiscoverySettings,
  modifiedAt: Date,
): Promise<void> {
  await tx.$executeRaw`
    insert into discovery_settings (tenant_id, anonymizes_users, modified_at)
    values (${tenantId}::uuid, ${anonymizesUsers}, ${modifiedAt}::timestamptz)
    on conflict (tenant_id) do update set anonymizes_users = excluded.anonymizes_users, modified_at = excluded.modified_at`;
}
