import {
  type Alert,
  type AlertEntity,
  type ClosingVerdict,
  closingResolutions,
  discoveryStory,
} from "@/lib/domain/alert";
import { alertKeysOf } from "@/lib/domain/raised-alert";
import { type AlertFacts, type AlertKind, alertKinds } from "./demo-alert-kinds";
import { demoCloudApps, demoFiles } from "./demo-names";
import type { DemoTenant } from "./demo-people";
import { type DemoRandom, demoRandom } from "./demo-random";
import {
  type DemoApp,
  demoWorkforce,
  type Employee,
  farPlaces,
  foreignAddress,
  officeAddress,
  pastMoment,
  randomText,
} from "./demo-workforce";

const alertCount = 2_400;
const hexadecimal = "0123456789abcdef";
const lettersAndDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
const dayMilliseconds = 24 * 60 * 60 * 1000;
/** One alert in so many keeps the activities that led to it. */
const traceableEvery = 4;

/** An alert as it was raised, with what the activities that led to it need. */
type RaisedAlert = {
  kind: AlertKind;
  app: DemoApp;
  employee: Employee;
  facts: AlertFacts;
  at: Date;
  random: DemoRandom;
};
/** A row of the table, but for its tenant. */
export type DemoAlert = Omit<Alert, "isRead"> & {
  readAt: Date | null;
  isDiscovery: boolean;
  risk: number;
  entityKeys: string[];
  closeReason: number | null;
};
/** Activities of a traceable alert are made from this. */
export type TracedAlert = { alert: DemoAlert; kind: AlertKind; app: DemoApp; employee: Employee; ip: string };

/**
 * A few thousand believable alerts of the last 90 days, newest last, without `tenantId`. The same for the same tenant and
 * moment; older ones are mostly closed by the tenant's own people.
 */
export function demoAlerts(tenant: DemoTenant, now: Date): DemoAlert[] {
  return tracedAlerts(tenant, now).map(({ alert }) => alert);
}

/** The same alerts with what led to them, for the activities. */
export function tracedAlerts(tenant: DemoTenant, now: Date): TracedAlert[] {
  const random = demoRandom(`${tenant.slug} alerts`);
  const workforce = demoWorkforce(tenant);
  const moments = Array.from({ length: alertCount }, () => pastMoment(random, now));
  moments.sort((one, other) => one.getTime() - other.getTime());
  return moments.map((at, index) => {
    const kind = weighted(random);
    const employee = random.pick(workforce);
    const app = random.pick(kind.apps);
    const isAbroad = kind.stories.includes(0) && random.next() < 0.7;
    const facts: AlertFacts = {
      who: employee.name,
      app: app.name,
      city: isAbroad ? random.pick(farPlaces).city : employee.home.city,
      ip: isAbroad ? foreignAddress(random) : officeAddress(tenant, random),
      file: random.pick(demoFiles),
      cloudApp: random.pick(demoCloudApps),
      count: random.between(12, 480),
    };
    const raised = { kind, app, employee, facts, at, random };
    const traces = kind.action === null || index % traceableEvery !== 0 ? 0 : random.between(2, 4);
    return { alert: alertRow(raised, tenant, traces, now), kind, app, employee, ip: facts.ip };
  });
}

function alertRow(raised: RaisedAlert, tenant: DemoTenant, traces: number, now: Date): DemoAlert {
  const { kind, facts, at, random } = raised;
  const seconds = Math.floor(at.getTime() / 1000);
  const entities = entitiesOf(raised);
  return {
    id: seconds.toString(16).padStart(8, "0") + randomText(random, hexadecimal, 16),
    typeNumber: kind.typeNumber,
    raisedAt: at,
    title: kind.title,
    description: kind.describe(facts),
    isMarkdown: false,
    isPreview: false,
    severity: kind.severity,
    stories: kind.stories,
    isDiscovery: kind.stories.includes(discoveryStory),
    intents: kind.intents,
    evidence: kind.evidence(facts),
    threatScore: kind.severity === 3 ? 0 : kind.severity * 20 + random.between(5, 40),
    risk: random.between(kind.severity === 2 ? 6 : 1, 10),
    isSystem: kind.policy === null,
    contextId: uuidOf(random),
    policyId: kind.policy?.id ?? null,
    policyLabel: kind.policy?.label ?? null,
    policyType: kind.policy?.type ?? null,
    entities,
    entityKeys: alertKeysOf(entities),
    activityIds: Array.from({ length: traces }, () => randomText(random, lettersAndDigits, 20)),
    ...handling(raised, tenant, now),
  };
}

/** What people did about it: the older, the likelier it was closed, and read before. */
function handling({ kind, at, random }: RaisedAlert, tenant: DemoTenant, now: Date) {
  const age = (now.getTime() - at.getTime()) / dayMilliseconds;
  const isClosed = random.next() < (age > 30 ? 0.85 : age > 7 ? 0.6 : 0.2);
  const readAt = isClosed || random.next() < 0.4 ? new Date(at.getTime() + random.between(1, 90) * 60_000) : null;
  const handler = kind.stories.includes(discoveryStory)
    ? tenant.people.discovery
    : random.pick([tenant.people.operator, tenant.people.operator, tenant.people.secadmin, tenant.people.compliance]);
  const verdict = random.pick<ClosingVerdict>(["benign", "benign", "false-positive", "true-positive"]);
  const comment = random.pick(comments[verdict]);
  const resolvedAt = new Date(at.getTime() + random.between(10, 2_880) * 60_000);
  const closeReason = random.pick(reasons[verdict]);
  if (!isClosed || resolvedAt > now)
    return {
      readAt: past(readAt, now),
      resolution: 0,
      resolvedAt: null,
      resolvedByName: null,
      comment: null,
      closeReason: null,
    };
  return { readAt, resolution: closingResolutions[verdict], resolvedAt, resolvedByName: handler, comment, closeReason };
}

type Choices<T> = readonly [T, ...T[]];

const comments: Record<ClosingVerdict, Choices<string | null>> = {
  benign: ["Confirmed with the person by phone.", "Planned test.", null],
  "false-positive": ["The address is our new office.", "Known backup job.", null],
  "true-positive": ["Password reset, sessions ended.", "Link removed, people told.", "Rule deleted, mailbox checked."],
};

/** As the contract numbers them: 5 confirmed with end user, 6 triggered by test, 3 not accurate, 1 too many similar. */
const reasons: Record<ClosingVerdict, Choices<number | null>> = {
  benign: [5, 6],
  "false-positive": [3, 1],
  "true-positive": [null],
};

function entitiesOf({ kind, app, employee, facts }: RaisedAlert): AlertEntity[] {
  const { name: label, email } = employee;
  const entities: AlertEntity[] = [
    {
      type: "account",
      id: email,
      inst: 0,
      saas: app.id,
      label,
      pa: email,
      em: email,
      entityType: 2,
      entityRole: "Source",
    },
    { type: "user", id: email, label },
    { type: "service", id: app.id, label: app.name },
    { type: "ip", id: facts.ip, label: facts.ip },
  ];
  if (kind.about === "file") entities.push({ type: "file", id: `${app.id}|${facts.file}`, label: facts.file });
  if (kind.policy !== null)
    entities.push({ type: "policyRule", id: kind.policy.id, label: kind.policy.label, policyType: kind.policy.type });
  return entities;
}

function weighted(random: DemoRandom): AlertKind {
  let left = random.next() * alertKinds.reduce((sum, kind) => sum + kind.weight, 0);
  for (const kind of alertKinds) {
    left -= kind.weight;
    if (left < 0) return kind;
  }
  return alertKinds[0];
}

function past(moment: Date | null, now: Date): Date | null {
  return moment !== null && moment > now ? now : moment;
}

function uuidOf(random: DemoRandom): string {
  const part = (length: number) => randomText(random, hexadecimal, length);
  return `${part(8)}-${part(4)}-4${part(3)}-a${part(3)}-${part(12)}`;
}
