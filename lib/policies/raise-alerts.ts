import type { Transaction } from "../db/transaction";
import { utcDayOf } from "../domain/calendar-day";
import type { Policy } from "../domain/policy";
import type { PolicyRule, PolicyRuleKind } from "../domain/policy-rule";
import type { RaisedAlert } from "../domain/raised-alert";
import { findKnownMatches, findRaisedToday, insertAlerts, saveMatches } from "./policy-match-store";
import { findEnabledPolicies, lockEnabledPolicies } from "./policy-store";

/*
 * What the features through which data arrives ask of the policies. It acts for nobody: the tenant is that of the
 * transaction in which the data arrives.
 */

/** A policy that is switched on, with a rule of one of the kinds that were asked for. */
export type ActivePolicy<Kind extends PolicyRuleKind> = Policy & { rule: Extract<PolicyRule, { kind: Kind }> };

/** What a policy's rule found, the most pressing first. */
export type FoundMatches = {
  policy: Policy;
  alerts: readonly RaisedAlert[];
};

/** An alert that was raised, with what led to it. */
export type NewAlert = { id: string; policyId: string; activityIds: readonly string[] };

/** The tenant's policies that are switched on and have rules of these kinds, in the order of their ids. */
export async function activePolicies<Kind extends PolicyRuleKind>(
  tx: Transaction,
  tenantId: string,
  kinds: readonly Kind[],
): Promise<ActivePolicy<Kind>[]> {
  const policies = await findEnabledPolicies(tx, tenantId);
  return policies.filter((policy): policy is ActivePolicy<Kind> => kinds.some((kind) => kind === policy.rule?.kind));
}

/**
 * Holds policies until the transaction ends, so that no two transactions raise their alerts at once, and leaves out those
 * that were switched off or deleted meanwhile. To be called after the data is written and before anything is read that
 * other transactions may be adding to.
 */
export async function holdPolicies<Held extends Policy>(
  tx: Transaction,
  tenantId: string,
  policies: readonly Held[],
): Promise<Held[]> {
  const held = await lockEnabledPolicies(
    tx,
    tenantId,
    policies.map(({ id }) => id),
  );
  return policies.filter(({ id }) => held.has(id));
}

/**
 * Raises the alerts of policies that are held, in four statements however many there are: each match once, and on
 * one day no more than each policy's limit. What goes beyond is counted as a match and raises none.
 * @returns the alerts that are new
 */
export async function raiseAlerts(
  tx: Transaction,
  tenantId: string,
  found: readonly FoundMatches[],
  now: Date,
): Promise<NewAlert[]> {
  const candidates = found.flatMap(({ policy, alerts }) => alerts.map((alert) => ({ policy, alert })));
  if (candidates.length === 0) return [];
  const known = await findKnownMatches(
    tx,
    tenantId,
    candidates.map(({ policy, alert }) => ({ policyId: policy.id, matchKey: alert.matchKey })),
  );
  const today = utcDayOf(now);
  const raisedToday = await findRaisedToday(
    tx,
    tenantId,
    found.map(({ policy }) => policy.id),
    today,
  );
  const fresh = found.map(({ policy, alerts }) => ({
    policy,
    alerts: alerts.filter(({ matchKey }) => !known.has(`${policy.id} ${matchKey}`)),
    room: Math.max(0, policy.dailyLimit - (raisedToday.get(policy.id) ?? 0)),
  }));
  const inserted = await insertAlerts(
    tx,
    tenantId,
    fresh.flatMap(({ policy, alerts, room }) => alerts.slice(0, room).map((alert) => ({ policy, alert }))),
    now,
  );
  await saveMatches(
    tx,
    tenantId,
    today,
    fresh.map(({ policy, alerts }) => ({
      policyId: policy.id,
      matches: alerts.length,
      alerts: inserted.filter(({ policyId }) => policyId === policy.id).length,
    })),
  );
  return inserted;
}
