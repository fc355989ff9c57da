import type { DemoAccount } from "./demo-people";
import { demoRandom } from "./demo-random";
import { type DemoCall, type DemoCallerPlan, demoUsage } from "./demo-usage";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type DemoTokenPlan = {
  name: string;
  owner: DemoAccount;
  createdDaysAgo: number;
  use?: DemoCallerPlan;
  revoked?: { daysAgo: number; by: DemoAccount };
};

export type DemoToken = {
  name: string;
  owner: DemoAccount;
  createdAt: Date;
  revoked: { at: Date; by: DemoAccount } | null;
  lastUse: { at: Date; ip: string; userAgent: string; method: string; route: string } | null;
  /** The latest first. */
  recentAddresses: { ip: string; at: Date }[];
  calls: DemoCall[];
};

const alerts = "/api/v1/alerts/";
const activities = "/api/v1/activities/";
const closing = "/api/v1/alerts/close_false_positive/";
const me = "/api/v1/me/";
const python = "python-requests/2.32.3";
const curl = "curl/8.9.1";

function use(
  lastMinutesAgo: number,
  everyMinutes: number,
  route: string,
  client: string,
  host: number,
): DemoCallerPlan {
  return { lastMinutesAgo, everyMinutes, route, client, host, method: route === closing ? "POST" : "GET" };
}

const daysInMinutes = (days: number) => days * 24 * 60;

/** Thirty tokens in every status: what a security team of this size gathers in half a year. */
const plans: readonly DemoTokenPlan[] = [
  {
    name: "SIEM alert forwarder",
    owner: "secadmin",
    createdDaysAgo: 171,
    use: use(2, 5, alerts, "Splunk-AddOn/4.2", 21),
  },
  { name: "Nightly activity export", owner: "admin", createdDaysAgo: 158, use: use(510, 1440, activities, python, 34) },
  { name: "SOC dashboard", owner: "operator", createdDaysAgo: 132, use: use(4, 15, alerts, "Grafana/11.3.0", 40) },
  { name: "Ticket sync", owner: "operator", createdDaysAgo: 127, use: use(11, 30, alerts, "axios/1.7.7", 45) },
  {
    name: "Close known false positives",
    owner: "secadmin",
    createdDaysAgo: 96,
    use: use(190, 720, closing, python, 34),
  },
  {
    name: "每週合規報表",
    owner: "compliance",
    createdDaysAgo: 90,
    use: use(daysInMinutes(3), 10_080, activities, "Go-http-client/2.0", 52),
  },
  { name: "DLP evidence collector", owner: "compliance", createdDaysAgo: 74, use: use(65, 60, activities, python, 52) },
  {
    name: "Shadow IT scorecard",
    owner: "discovery",
    createdDaysAgo: 66,
    use: use(340, 1440, alerts, "PowerShell/7.4.6", 61),
  },
  {
    name: "Threat hunting notebook",
    owner: "reader",
    createdDaysAgo: 41,
    use: use(daysInMinutes(1), 360, activities, python, 70),
  },
  { name: "On-call pager", owner: "operator", createdDaysAgo: 33, use: use(1, 2, alerts, "node", 45) },
  { name: "Mobile status page", owner: "reader2", createdDaysAgo: 20, use: use(27, 60, alerts, "okhttp/4.12.0", 83) },
  {
    name: "Quarterly access review",
    owner: "admin",
    createdDaysAgo: 12,
    use: use(daysInMinutes(5), 1440, activities, curl, 11),
  },
  { name: "Smoke test", owner: "secadmin", createdDaysAgo: 6, use: use(daysInMinutes(6) - 30, 1440, me, curl, 21) },

  {
    name: "Old SIEM connector",
    owner: "secadmin",
    createdDaysAgo: 178,
    use: use(daysInMinutes(62), 60, alerts, "Logstash/7.17.9", 22),
  },
  {
    name: "Proof of concept",
    owner: "reader",
    createdDaysAgo: 149,
    use: use(daysInMinutes(120), 1440, alerts, "PostmanRuntime/7.39.0", 70),
  },
  {
    name: "Migration script",
    owner: "admin",
    createdDaysAgo: 110,
    use: use(daysInMinutes(88), 60, activities, python, 34),
  },
  {
    name: "Annual audit 2025",
    owner: "compliance",
    createdDaysAgo: 104,
    use: use(daysInMinutes(71), 1440, activities, curl, 52),
  },
  {
    name: "Discovery pilot",
    owner: "discovery",
    createdDaysAgo: 83,
    use: use(daysInMinutes(40), 720, alerts, "PowerShell/7.4.6", 61),
  },
  {
    name: "Incident 2291 timeline",
    owner: "operator",
    createdDaysAgo: 38,
    use: use(daysInMinutes(19), 30, activities, "node", 45),
  },
  {
    name: "Holiday rota bot",
    owner: "reader2",
    createdDaysAgo: 30,
    use: use(daysInMinutes(12), 1440, alerts, "okhttp/4.12.0", 83),
  },

  { name: "Data warehouse load", owner: "admin", createdDaysAgo: 45 },
  { name: "SOAR playbook", owner: "secadmin", createdDaysAgo: 9 },
  { name: "Risk review workbook", owner: "compliance", createdDaysAgo: 4 },
  { name: "Training sandbox", owner: "reader", createdDaysAgo: 2 },
  { name: "Firewall rule sync", owner: "discovery", createdDaysAgo: 1 },

  {
    name: "Contractor access",
    owner: "operator",
    createdDaysAgo: 140,
    use: use(daysInMinutes(97), 240, alerts, python, 45),
    revoked: { daysAgo: 95, by: "admin" },
  },
  {
    name: "Laptop script",
    owner: "reader",
    createdDaysAgo: 118,
    use: use(daysInMinutes(80), 1440, alerts, curl, 70),
    revoked: { daysAgo: 79, by: "reader" },
  },
  {
    name: "Leaked in a ticket",
    owner: "secadmin",
    createdDaysAgo: 60,
    use: use(daysInMinutes(28), 60, alerts, python, 34),
    revoked: { daysAgo: 27, by: "secadmin" },
  },
  { name: "Wrong environment", owner: "admin", createdDaysAgo: 25, revoked: { daysAgo: 25, by: "admin" } },
  {
    name: "Ticket sync (before rotation)",
    owner: "operator",
    createdDaysAgo: 160,
    use: use(daysInMinutes(14), 30, alerts, "axios/1.6.2", 45),
    revoked: { daysAgo: 13, by: "operator" },
  },
];

/**
 * The demo tokens of one tenant as they stand at a moment, without secrets: names, owners, last uses, and the calls of
 * the last 30 days by the hour. The same for the same tenant and moment.
 */
export function demoTokens(tenant: { slug: string; network: string }, now: Date): DemoToken[] {
  return plans.map((plan) => {
    const random = demoRandom(`${tenant.slug} ${plan.name}`);
    const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
    const createdAt = before(plan.createdDaysAgo * day + random.between(1, 480) * minute);
    const revokedAt = plan.revoked ? before(plan.revoked.daysAgo * day - random.between(1, 20) * minute) : null;
    const lastUse = plan.use ? lastUseOf(plan.use, tenant.network, now) : null;
    const usage = plan.use
      ? demoUsage(plan.use, { network: tenant.network, createdAt, revokedAt, now }, random)
      : { calls: [], addresses: [] };
    return {
      name: plan.name,
      owner: plan.owner,
      createdAt,
      revoked: plan.revoked && revokedAt ? { at: revokedAt, by: plan.revoked.by } : null,
      lastUse,
      recentAddresses: usage.addresses.length === 0 && lastUse ? [lastUse] : usage.addresses,
      calls: usage.calls,
    };
  });
}

function lastUseOf(plan: DemoCallerPlan, network: string, now: Date): NonNullable<DemoToken["lastUse"]> {
  const { lastMinutesAgo, client, host, method, route } = plan;
  return {
    at: new Date(now.getTime() - lastMinutesAgo * minute),
    ip: `${network}.${host}`,
    userAgent: client,
    method,
    route,
  };
}
