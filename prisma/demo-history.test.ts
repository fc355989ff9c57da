import { describe, expect, test } from "vitest";
import { policyRule, policyRuleKinds } from "@/lib/domain/policy-rule";
import { demoActivities } from "./demo-activities";
import { demoAlerts } from "./demo-alerts";
import { demoTenants } from "./demo-people";
import { demoPolicies, demoPolicyDays } from "./demo-policies";

const now = new Date("2026-11-23T12:00:00.000Z");
const earliest = now.getTime() - 91 * 24 * 60 * 60 * 1000;
const [contoso, fabrikam] = demoTenants;
if (contoso === undefined || fabrikam === undefined) throw new Error("two demo tenants are expected");
const alerts = demoAlerts(contoso, now);
const activities = demoActivities(contoso, now);

describe("the demo's history", () => {
  test("is the same in every run, and another one for another tenant", () => {
    expect(demoAlerts(contoso, now)).toEqual(alerts);
    expect(demoAlerts(fabrikam, now)[0]).not.toEqual(alerts[0]);
  });

  test("is large enough for pages and scans, and unique by id", () => {
    expect(alerts.length).toBeGreaterThan(2_000);
    expect(activities.length).toBeGreaterThan(5_000);
    expect(new Set(alerts.map(({ id }) => id)).size).toBe(alerts.length);
    expect(new Set(activities.map(({ id }) => id)).size).toBe(activities.length);
  });

  test("lies within 90 days and never in the future", () => {
    const moments = [
      ...alerts.flatMap(({ raisedAt, readAt, resolvedAt }) => [raisedAt, readAt, resolvedAt]),
      ...activities.map(({ happenedAt }) => happenedAt),
    ].filter((moment) => moment !== null);
    expect(moments.filter((moment) => moment > now || moment.getTime() < earliest)).toEqual([]);
  });

  test("has open and closed alerts of every severity, and some of Cloud Discovery", () => {
    for (const severity of [0, 1, 2, 3]) expect(alerts.some((alert) => alert.severity === severity)).toBe(true);
    for (const resolution of [0, 3, 4, 5]) expect(alerts.some((alert) => alert.resolution === resolution)).toBe(true);
    const discovery = alerts.filter(({ isDiscovery }) => isDiscovery).length;
    expect(discovery).toBeGreaterThan(100);
    expect(discovery).toBeLessThan(alerts.length / 2);
  });

  test("names under each alert activities that exist and lead to it", () => {
    const byId = new Map(activities.map((activity) => [activity.id, activity]));
    const traced = alerts.filter(({ activityIds }) => activityIds.length > 0);
    expect(traced.length).toBeGreaterThan(100);
    for (const { id, activityIds } of traced)
      for (const activityId of activityIds) expect(byId.get(activityId)?.alertId).toBe(id);
  });
});

test("every policy that a demo alert names is there", () => {
  const known = new Set(demoPolicies(now).map(({ id, type, name }) => `${id} ${type} ${name}`));
  for (const tenant of demoTenants)
    for (const { policyId, policyType, policyLabel } of demoAlerts(tenant, now))
      if (policyId !== null) expect(known).toContain(`${policyId} ${policyType} ${policyLabel}`);
});

test("no demo policy has raised more alerts on a day than it may", () => {
  const limits = new Map(demoPolicies(now).map(({ id, dailyLimit }) => [id, dailyLimit]));
  const days = demoPolicyDays(alerts, now);
  expect(days.length).toBeGreaterThan(50);
  expect(days.filter(({ policyId, alerts: raised }) => raised > (limits.get(policyId) ?? 0))).toEqual([]);
});

test("the rules of the demo policies can be read, and there is one of each kind", () => {
  const ruled = demoPolicies(now).flatMap(({ rule }) => (rule === null ? [] : [rule]));
  for (const rule of ruled) expect(policyRule.parse(rule)).toEqual(rule);
  expect(new Set(ruled.map(({ kind }) => kind))).toEqual(new Set(policyRuleKinds));
});
