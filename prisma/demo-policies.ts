import type { Policy } from "@/lib/domain/policy";
import type { PolicyRule } from "@/lib/domain/policy-rule";
import { alertKinds } from "./demo-alert-kinds";
import type { DemoAlert } from "./demo-alerts";
import { demoApps } from "./demo-workforce";

const day = 24 * 60 * 60 * 1000;

/** The rules by which the demo's policies would have raised their alerts. The others are decided elsewhere. */
const rules: Record<string, PolicyRule> = {
  "5f0c1a2b3d4e5f6071829301": {
    kind: "activity",
    filters: { "activity.eventActionType": { eq: ["EVENT_CATEGORY_DOWNLOAD_FILE"] } },
    repetition: { activities: 12, minutes: 15 },
    category: "threat-detection",
  },
  "5f0c1a2b3d4e5f6071829306": {
    kind: "activity",
    filters: { service: { eq: [demoApps.aws.id] }, actionType: { eq: ["PutBucketPolicy"] } },
    repetition: null,
    category: "configuration-monitoring",
  },
  "5f0c1a2b3d4e5f6071829308": {
    kind: "new-app",
    maximumScore: 4,
    includesUnscored: true,
    categories: [],
    minimumMegabytes: null,
    minimumUsers: 12,
    onlyUnsanctioned: false,
  },
  "5f0c1a2b3d4e5f6071829309": { kind: "unusual-upload", subject: "user", factor: 5, minimumMegabytes: 10 },
};
/** Made by people, who may delete them. */
const ownIds = ["5f0c1a2b3d4e5f6071829306", "5f0c1a2b3d4e5f6071829308", "5f0c1a2b3d4e5f6071829309"];

/** The policies that the demo alerts name, all switched on, and one that nobody has switched on yet. */
export function demoPolicies(now: Date): Policy[] {
  const byId = new Map<string, Policy>();
  for (const { policy, severity, title } of alertKinds) {
    if (policy === null || byId.has(policy.id)) continue;
    const createdAt = new Date(now.getTime() - (120 + byId.size * 7) * day);
    const { id, type, label: name } = policy;
    byId.set(id, {
      id,
      type,
      name,
      description: `Raises the alert “${title}”.`,
      severity: severity === 3 ? 0 : severity,
      isEnabled: true,
      isBuiltIn: !ownIds.includes(id),
      dailyLimit: 50,
      rule: rules[id] ?? null,
      createdAt,
      modifiedAt: createdAt,
    });
  }
  return [...byId.values(), administrationFromRiskyAddresses(now)];
}

function administrationFromRiskyAddresses(now: Date): Policy {
  const createdAt = new Date(now.getTime() - 6 * day);
  return {
    id: "5f0c1a2b3d4e5f607182930a",
    type: "AUDIT",
    name: "Administration from a risky address",
    description: "Waits for the list of risky networks to be reviewed.",
    severity: 2,
    isEnabled: false,
    isBuiltIn: false,
    dailyLimit: 5,
    rule: {
      kind: "activity",
      filters: { "activity.type": { eq: [true] }, "ip.category": { eq: [3] } },
      repetition: null,
      category: "privileged-accounts",
    },
    createdAt,
    modifiedAt: createdAt,
  };
}

export type DemoPolicyDay = { policyId: string; day: Date; matches: number; alerts: number };

/** What became of the policies on each of the last 30 days, as their alerts tell. */
export function demoPolicyDays(alerts: readonly DemoAlert[], now: Date): DemoPolicyDay[] {
  const known = new Set(demoPolicies(now).map(({ id }) => id));
  const since = now.getTime() - 31 * day;
  const days = new Map<string, DemoPolicyDay>();
  for (const { policyId, raisedAt } of alerts) {
    if (policyId === null || !known.has(policyId) || raisedAt.getTime() < since) continue;
    const at = new Date(Math.floor(raisedAt.getTime() / day) * day);
    const key = `${policyId} ${at.getTime()}`;
    const counted = days.get(key) ?? { policyId, day: at, matches: 0, alerts: 0 };
    days.set(key, { ...counted, matches: counted.matches + 1, alerts: counted.alerts + 1 });
  }
  return [...days.values()];
}
