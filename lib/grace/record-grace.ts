import { recordSystemEvents } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import type { GraceSpan } from "../guard/grace-record";

/**
 * Writes into a tenant's audit log that calls were let in while the database was away: when that began and when it ended.
 * Both rows are written afterwards, because no database was there to write to.
 * @param seconds how long `AUTH_MODE=grace` lets calls in at the most
 */
export function recordGrace({ tenantId, tenantSlug, from, until, calls }: GraceSpan, seconds: number): Promise<void> {
  const target = { kind: "tenant", id: tenantId, name: tenantSlug } as const;
  const began = from.toISOString();
  return withTenant(tenantId, (tx) =>
    recordSystemEvents(tx, tenantId, [
      { action: "tenant.grace-began", target, detail: { began, seconds } },
      { action: "tenant.grace-ended", target, detail: { began, ended: until.toISOString(), calls } },
    ]),
  );
}
