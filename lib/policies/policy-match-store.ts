import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Transaction } from "../db/transaction";
import { type AlertEntity, discoveryStory } from "../domain/alert";
import type { Policy, PolicyDay } from "../domain/policy";
import { alertKeysOf, type RaisedAlert } from "../domain/raised-alert";

/*
 * What becomes of matches. Raising acts for nobody: its tenant is that of the transaction in which the data arrived.
 */

type MatchReference = { policyId: string; matchKey: string };
type AskedAlert = { policy: Policy; alert: RaisedAlert };

/** Alerts of policies have a type number by the kind of their policy. */
const typeNumbers: Partial<Record<Policy["type"], number>> = {
  AUDIT: 15859716,
  NEW_SERVICE: 15826944,
  ANOMALY_DISCOVERY: 15826948,
};
/** 0 to 10, and 0 to 100, by severity. */
const risks = [3, 6, 9];
const threatScores = [20, 50, 80];

/** Which of these matches have raised an alert before, as `policy id`, a space, `match key`. */
export async function findKnownMatches(
  tx: Transaction,
  tenantId: string,
  matches: readonly MatchReference[],
): Promise<Set<string>> {
  const rows = await tx.$queryRaw`
    select a.policy_id as "policyId", a.match_key as "matchKey"
    from unnest(${matches.map(({ policyId }) => policyId)}::text[], ${matches.map(({ matchKey }) => matchKey)}::text[])
      as asked(policy_id, match_key)
    join alert a on a.tenant_id = ${tenantId}::uuid and a.policy_id = asked.policy_id and a.match_key = asked.match_key`;
  const known = z.array(z.object({ policyId: z.string(), matchKey: z.string() })).parse(rows);
  return new Set(known.map(({ policyId, matchKey }) => `${policyId} ${matchKey}`));
}

/** How many alerts these policies have raised on a day (UTC). */
export async function findRaisedToday(
  tx: Transaction,
  tenantId: string,
  policyIds: readonly string[],
  day: string,
): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw`
    select policy_id as "policyId", alerts from policy_day
    where tenant_id = ${tenantId}::uuid and policy_id = any (${policyIds}::text[]) and day = ${day}::date`;
  const counts = z.array(z.object({ policyId: z.string(), alerts: z.number() })).parse(rows);
  return new Map(counts.map(({ policyId, alerts }) => [policyId, alerts]));
}

/** Inserts alerts, open and unread, in one statement; one whose match has raised one already is left out. */
export async function insertAlerts(
  tx: Transaction,
  tenantId: string,
  asked: readonly AskedAlert[],
  now: Date,
): Promise<{ id: string; policyId: string; activityIds: string[] }[]> {
  if (asked.length === 0) return [];
  const rows = await tx.$queryRaw`
    insert into alert (tenant_id, id, type_number, raised_at, title, description, severity, stories, is_discovery, intents,
      evidence, threat_score, risk, is_system, context_id, policy_id, policy_label, policy_type, entities, entity_keys,
      activity_ids, match_key)
    select ${tenantId}::uuid, id, "typeNumber", ${now}::timestamptz, title, description, severity, stories, "isDiscovery",
      '{}', evidence, "threatScore", risk, false, "contextId", "policyId", "policyLabel", "policyType", entities,
      "entityKeys", "activityIds", "matchKey"
    from jsonb_to_recordset(${JSON.stringify(asked.map((one) => alertRow(one, now)))}::jsonb) as given(
      id text, "typeNumber" int, title text, description text, severity smallint, stories int[], "isDiscovery" boolean,
      evidence text[], "threatScore" int, risk smallint, "contextId" uuid, "policyId" text, "policyLabel" text,
      "policyType" text, entities jsonb, "entityKeys" text[], "activityIds" text[], "matchKey" text)
    on conflict (tenant_id, policy_id, match_key) where match_key is not null do nothing
    returning id, policy_id as "policyId", activity_ids as "activityIds"`;
  return z.array(z.object({ id: z.string(), policyId: z.string(), activityIds: z.array(z.string()) })).parse(rows);
}

/** Adds to the report of a day (UTC). */
export async function saveMatches(
  tx: Transaction,
  tenantId: string,
  day: string,
  counts: readonly { policyId: string; matches: number; alerts: number }[],
): Promise<void> {
  await tx.$executeRaw`
    insert into policy_day as known (tenant_id, policy_id, day, matches, alerts)
    select ${tenantId}::uuid, "policyId", ${day}::date, matches, alerts
    from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb) as given("policyId" text, matches int, alerts int)
    where matches > 0
    on conflict (tenant_id, policy_id, day) do update set
      matches = known.matches + excluded.matches, alerts = known.alerts + excluded.alerts`;
}

const dayRows: z.ZodType<PolicyDay[]> = z.array(z.object({ day: z.string(), matches: z.number(), alerts: z.number() }));

/** A policy's report since a day (UTC), the days without a match included, the oldest first. */
export async function findPolicyDays(
  tx: Transaction,
  tenantId: string,
  policyId: string,
  days: { from: string; to: string },
): Promise<PolicyDay[]> {
  const rows = await tx.$queryRaw`
    select to_char(given.day, 'YYYY-MM-DD') as day, coalesce(d.matches, 0) as matches, coalesce(d.alerts, 0) as alerts
    from generate_series(${days.from}::date, ${days.to}::date, interval '1 day') as given(day)
    left join policy_day d on d.tenant_id = ${tenantId}::uuid and d.policy_id = ${policyId} and d.day = given.day::date
    order by given.day`;
  return dayRows.parse(rows);
}

function alertRow({ policy, alert }: AskedAlert, now: Date) {
  const seconds = Math.floor(now.getTime() / 1000);
  const rule: AlertEntity = { type: "policyRule", id: policy.id, label: policy.name, policyType: policy.type };
  const entities = [...alert.entities, rule];
  const { matchKey, description, evidence, stories, activityIds } = alert;
  return {
    // The form of the product's own ids: when, then what nobody can guess.
    id: seconds.toString(16).padStart(8, "0") + randomBytes(8).toString("hex"),
    typeNumber: typeNumbers[policy.type] ?? 0,
    title: policy.name,
    description,
    severity: policy.severity,
    stories,
    isDiscovery: stories.includes(discoveryStory),
    evidence,
    threatScore: threatScores[policy.severity] ?? 0,
    risk: risks[policy.severity] ?? 0,
    contextId: randomUUID(),
    policyId: policy.id,
    policyLabel: policy.name,
    policyType: policy.type,
    entities,
    entityKeys: alertKeysOf(entities),
    activityIds,
    matchKey,
  };
}
