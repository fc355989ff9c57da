import { withTenant } from "../db/transaction";
import { env } from "../env";
import { enqueueJob } from "../jobs/enqueue-job";
import { log } from "../log";
import { tidyUsageJob } from "./tidy-usage-job";
import { findTenantsWithOldCalls } from "./usage-age-store";
import { usageAges } from "./usage-ages";

const lookEveryMilliseconds = 3_600_000;

/** Looks for old usage now and each hour from now on. */
export function watchUsageAge(): void {
  const look = () =>
    enqueueTidying().catch((error: unknown) =>
      log().warn({ error: String(error) }, "old usage could not be looked for"),
    );
  void look();
  setInterval(look, lookEveryMilliseconds).unref();
}

/**
 * Enqueues the tidying of each tenant that has old usage. Several processes may do so at once: a second job finds nothing.
 * @returns of how many tenants
 */
export async function enqueueTidying(now = new Date()): Promise<number> {
  const tenants = await findTenantsWithOldCalls(usageAges(now, env().PORTAL_USAGE_DAYS));
  for (const tenantId of tenants) await withTenant(tenantId, (tx) => enqueueJob(tx, tenantId, tidyUsageJob, {}));
  return tenants.length;
}
