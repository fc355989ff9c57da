import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { DiscoveryStream } from "../domain/discovery-stream";
import { streamsWithGlobalView } from "./global-view";

/**
 * The tenant's reports: always a Global View, then its data sources and snapshots.
 * @throws Failure `forbidden` without `discovery:read`
 */
export function listStreams(caller: Caller): Promise<DiscoveryStream[]> {
  const visibility = visibilityOf(caller.principal, "discovery");
  return withTenant(visibility.tenantId, (tx) => streamsWithGlobalView(tx, visibility));
}
