import { z } from "zod";
import { type Transaction, withTenant } from "../db/transaction";
import { calendarDay } from "../domain/calendar-day";
import { alertOnNewApp, alertOnUpload, newApps, unusualUploads } from "../domain/discovery-match";
import { defineJob } from "../jobs/define-job";
import {
  type ActivePolicy,
  activePolicies,
  type FoundMatches,
  holdPolicies,
  raiseAlerts,
} from "../policies/raise-alerts";
import { appDaysOf, uploadDaysOf } from "./policy-traffic";
import { type DayRange, findTaggedApps } from "./policy-traffic-store";
import { type TenantCatalogue, tenantCatalogue } from "./tenant-catalogue";

type DiscoveryPolicy = ActivePolicy<"new-app" | "unusual-upload">;

const transactionMilliseconds = 5 * 60_000;

/**
 * Raises the alerts of the tenant's Cloud Discovery policies on the days that a finished upload brought traffic of. It may
 * run any number of times: a match that has raised its alert raises no other.
 */
export const applyDiscoveryPoliciesJob = defineJob({
  name: "apply-discovery-policies",
  /** Days (UTC), both included. */
  input: z.object({ from: calendarDay, to: calendarDay }),
  timeoutMinutes: 15,
  handle: async ({ tenantId }, days) => {
    const apply = (tx: Transaction) => applyPolicies(tx, tenantId, { days, now: new Date() });
    await withTenant(tenantId, apply, undefined, transactionMilliseconds);
  },
});

async function applyPolicies(
  tx: Transaction,
  tenantId: string,
  { days, now }: { days: DayRange; now: Date },
): Promise<void> {
  const catalogue = await tenantCatalogue(tx, { tenantId });
  const policies = await activePolicies(tx, tenantId, ["new-app", "unusual-upload"]);
  const found = [
    ...(await foundApps(tx, tenantId, policies, { days, catalogue })),
    ...(await foundUploads(tx, tenantId, policies, { days, catalogue })),
  ].filter(({ alerts }) => alerts.length > 0);
  // Only now: whoever switches a policy off shall not wait for a month of traffic to be read.
  const held = await holdPolicies(
    tx,
    tenantId,
    found.map(({ policy }) => policy),
  );
  const isHeld = new Set(held.map(({ id }) => id));
  await raiseAlerts(
    tx,
    tenantId,
    found.filter(({ policy }) => isHeld.has(policy.id)),
    now,
  );
}

type Sight = { days: DayRange; catalogue: TenantCatalogue };

async function foundApps(
  tx: Transaction,
  tenantId: string,
  policies: readonly DiscoveryPolicy[],
  { days, catalogue }: Sight,
): Promise<FoundMatches[]> {
  const rules = policies.flatMap((policy) => (policy.rule.kind === "new-app" ? [{ policy, rule: policy.rule }] : []));
  if (rules.length === 0) return [];
  const apps = await appDaysOf(tx, tenantId, days, { catalogue, tagged: await findTaggedApps(tx, tenantId) });
  return rules.map(({ policy, rule }) => ({ policy, alerts: newApps(rule, apps).map(alertOnNewApp) }));
}

async function foundUploads(
  tx: Transaction,
  tenantId: string,
  policies: readonly DiscoveryPolicy[],
  { days, catalogue }: Sight,
): Promise<FoundMatches[]> {
  const rules = policies.flatMap((policy) =>
    policy.rule.kind === "unusual-upload" ? [{ policy, rule: policy.rule }] : [],
  );
  const ofUsers = rules.filter(({ rule }) => rule.subject === "user");
  const ofApps = rules.filter(({ rule }) => rule.subject === "app");
  const found: FoundMatches[] = [];
  for (const group of [ofUsers, ofApps]) {
    const uploads = await uploadDaysOf(tx, tenantId, days, { rules: group.map(({ rule }) => rule), catalogue });
    for (const { policy, rule } of group)
      found.push({ policy, alerts: unusualUploads(rule, uploads).map((upload) => alertOnUpload(rule, upload)) });
  }
  return found;
}
