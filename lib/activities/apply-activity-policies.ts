import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import {
  type ArrivedActivity,
  alertOnActivity,
  alertOnRepetition,
  matchingActivities,
  repetitionsOf,
} from "../domain/activity-match";
import { conditionsOf } from "../domain/policy-rule";
import {
  type ActivePolicy,
  activePolicies,
  type FoundMatches,
  holdPolicies,
  raiseAlerts,
} from "../policies/raise-alerts";
import { findHistories, markAlerted, type Stretch } from "./policy-match-store";

type ActivityPolicy = ActivePolicy<"activity">;
type Match = { policy: ActivityPolicy; activities: ArrivedActivity[] };

const minute = 60_000;

/**
 * Raises the alerts of the tenant's policies on activities that were just stored, in the transaction that stored them. The
 * filters are tried in memory; eight statements at most, however many policies and activities there are.
 */
export async function applyActivityPolicies(
  tx: Transaction,
  visibility: Visibility,
  stored: readonly ArrivedActivity[],
  now: Date,
): Promise<void> {
  const { tenantId } = visibility;
  const policies = await activePolicies(tx, tenantId, ["activity"]);
  const matches = new Map(
    policies
      .map((policy): Match => ({ policy, activities: matchingActivities(policy.rule, stored) }))
      .filter(({ activities }) => activities.length > 0)
      .map((match) => [match.policy.id, match]),
  );
  if (matches.size === 0) return;
  const held = await holdPolicies(
    tx,
    tenantId,
    [...matches.values()].map(({ policy }) => policy),
  );
  const found = await foundMatches(
    tx,
    visibility,
    held.flatMap(({ id }) => matches.get(id) ?? []),
  );
  const raised = await raiseAlerts(tx, tenantId, found, now);
  if (raised.length > 0) await markAlerted(tx, visibility, raised);
}

async function foundMatches(tx: Transaction, visibility: Visibility, matches: Match[]): Promise<FoundMatches[]> {
  const single = matches
    .filter(({ policy }) => policy.rule.repetition === null)
    .map(({ policy, activities }) => ({
      policy,
      alerts: activities.map((activity) => alertOnActivity(policy.rule, activity)),
    }));
  return [...single, ...(await foundRepetitions(tx, visibility, matches))];
}

/** Repetitions end in what has just arrived, but may begin in what was there before. */
async function foundRepetitions(tx: Transaction, visibility: Visibility, matches: Match[]): Promise<FoundMatches[]> {
  const repeated = matches.flatMap(({ policy, activities }) => {
    const { repetition } = policy.rule;
    if (repetition === null) return [];
    const stretches = stretchesAround(activities, repetition.minutes);
    return stretches.length === 0 ? [] : [{ policy, repetition, stretches, conditions: conditionsOf(policy.rule) }];
  });
  if (repeated.length === 0) return [];
  const histories = await findHistories(tx, visibility, repeated);
  return repeated.map(({ policy, repetition }, index) => ({
    policy,
    alerts: repetitionsOf(histories[index] ?? [], repetition).map((one) =>
      alertOnRepetition(policy.rule, one, repetition.minutes),
    ),
  }));
}

/** For each person the times within so many minutes of what they did; those that touch are one. */
function stretchesAround(activities: readonly ArrivedActivity[], minutes: number): Stretch[] {
  const stretches: Stretch[] = [];
  const latest = new Map<string, Stretch>();
  // The earliest comes first.
  for (const { userName, happenedAt } of activities) {
    if (userName === null) continue;
    const from = new Date(happenedAt.getTime() - minutes * minute);
    const to = new Date(happenedAt.getTime() + minutes * minute);
    const open = latest.get(userName);
    if (open !== undefined && from <= open.to) open.to = to;
    else {
      const stretch = { userName, from, to };
      latest.set(userName, stretch);
      stretches.push(stretch);
    }
  }
  return stretches;
}
