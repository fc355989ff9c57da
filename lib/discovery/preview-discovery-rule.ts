import { withTenant } from "../db/transaction";
import { authorize, type Caller, visibilityOf } from "../domain/access";
import { utcDayOf } from "../domain/calendar-day";
import { newApps, unusualUploads } from "../domain/discovery-match";
import { reportDays } from "../domain/policy";
import type { DiscoveryRule } from "../domain/policy-rule";
import { appDaysOf, uploadDaysOf } from "./policy-traffic";
import { findTaggedApps } from "./policy-traffic-store";
import { tenantCatalogue } from "./tenant-catalogue";

/** How much a rule would have found, and the names of the first ones. */
export type DiscoveryPreview = { found: number; names: string[] };

const namesMaximum = 5;

/**
 * What a Cloud Discovery rule would have found in the last 30 days (UTC): apps, or days of unusual uploads.
 * @throws Failure `forbidden` without `policy:create` or `discovery:read`
 */
export async function previewDiscoveryRule(
  caller: Caller,
  rule: DiscoveryRule,
  now = new Date(),
): Promise<DiscoveryPreview> {
  authorize(caller.principal, "policy:create");
  const { tenantId } = visibilityOf(caller.principal, "discovery");
  const from = utcDayOf(new Date(now.getTime() - (reportDays - 1) * 24 * 60 * 60 * 1000));
  const days = { from, to: utcDayOf(now) };
  const names = await withTenant(tenantId, async (tx) => {
    const catalogue = await tenantCatalogue(tx, { tenantId });
    if (rule.kind === "unusual-upload") {
      const uploads = unusualUploads(rule, await uploadDaysOf(tx, tenantId, days, { rules: [rule], catalogue }));
      return uploads.map(({ label, day }) => `${label} (${day})`);
    }
    const tagged = await findTaggedApps(tx, tenantId);
    return newApps(rule, await appDaysOf(tx, tenantId, days, { catalogue, tagged })).map(({ name }) => name);
  });
  return { found: names.length, names: names.slice(0, namesMaximum) };
}
