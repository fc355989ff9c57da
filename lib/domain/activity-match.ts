import type { Activity } from "./activity";
import type { AlertEntity } from "./alert";
import { categoryNumbers } from "./alert-view";
import { type FieldValue, passesAll } from "./filter-match";
import { entityKeys } from "./filter-value";
import { type ActivityRule, conditionsOf, type PolicyActivityField } from "./policy-rule";
import type { RaisedAlert } from "./raised-alert";

/** An activity as it arrives, with the keys that filters find it by. */
export type ArrivedActivity = Activity & { sourceKeys: string[]; objectIds: string[]; fileIds: string[] };

/** What an alert tells of an activity that led to it. */
export type LeadingActivity = Pick<
  Activity,
  "id" | "happenedAt" | "userName" | "userDisplayName" | "appId" | "appName" | "instance" | "ip" | "description"
> & { fileIds: string[] };

const minute = 60_000;
/** An alert names the newest of them, and so many people, apps, addresses and files. */
export const leadingMaximum = 50;
const entitiesMaximum = 10;

const readers: Record<PolicyActivityField, (activity: ArrivedActivity) => FieldValue> = {
  service: ({ appId }) => appId,
  instance: ({ instance }) => instance,
  "user.orgUnit": ({ orgUnit }) => orgUnit,
  "user.username": ({ userName }) => userName,
  "user.tags": ({ userTags }) => userTags,
  "user.domain": ({ userDomain }) => userDomain,
  entity: ({ userName: id, instance: inst, appId: saas }) => (id === null ? [] : entityKeys({ id, inst, saas })),
  actionType: ({ actionType }) => actionType,
  "activity.eventActionType": ({ eventType }) => eventType,
  "activity.impersonated": ({ isImpersonated }) => isImpersonated,
  "activity.type": ({ isAdminEvent }) => isAdminEvent,
  "activity.takenAction": ({ takenAction }) => takenAction,
  activityObject: ({ objectIds }) => objectIds,
  "device.type": ({ deviceType }) => deviceType,
  "device.tags": ({ deviceTags }) => deviceTags,
  "userAgent.userAgent": ({ userAgent }) => userAgent,
  "userAgent.tags": ({ userAgentTags }) => userAgentTags,
  "location.country": ({ country }) => country,
  "location.organizations": ({ organization }) => organization,
  "ip.address": ({ ip }) => ip,
  "ip.category": ({ ipCategory }) => ipCategory,
  "ip.tags": ({ ipTags }) => ipTags,
  fileSelector: ({ fileIds }) => fileIds,
  fileId: ({ fileIds }) => fileIds,
  text: ({ description }) => description,
  source: ({ sourceKeys }) => sourceKeys,
};

/** Those of the activities that pass all of a rule's filters, the earliest first. Repetition is another question. */
export function matchingActivities(rule: ActivityRule, activities: readonly ArrivedActivity[]): ArrivedActivity[] {
  const conditions = conditionsOf(rule);
  return activities
    .filter((activity) => passesAll(conditions, (field) => readers[field](activity)))
    .sort((left, right) => left.happenedAt.getTime() - right.happenedAt.getTime());
}

/** So many activities of one person within so many minutes. */
export type Repetition = {
  userName: string;
  /** The same for a person and a stretch of so many minutes (counted from 1970), so that one stretch alerts once. */
  key: string;
  /** Those within the minutes up to the first one that made the number full, the newest first. */
  activities: LeadingActivity[];
};

/**
 * The repetitions in what people did, the earliest first. Which ones there are depends on the activities alone and not on
 * the order in which they arrived: one more activity takes none away.
 */
export function repetitionsOf(
  activities: readonly LeadingActivity[],
  repetition: { activities: number; minutes: number },
): Repetition[] {
  const byUser = new Map<string, LeadingActivity[]>();
  for (const activity of activities) {
    if (activity.userName === null) continue;
    const own = byUser.get(activity.userName);
    if (own === undefined) byUser.set(activity.userName, [activity]);
    else own.push(activity);
  }
  return [...byUser]
    .flatMap(([userName, own]) => repetitionsOfOne(userName, own, repetition))
    .sort((left, right) => lastMoment(left) - lastMoment(right) || left.key.localeCompare(right.key));
}

function repetitionsOfOne(
  userName: string,
  own: readonly LeadingActivity[],
  { activities: count, minutes }: { activities: number; minutes: number },
): Repetition[] {
  const sorted = own.toSorted((left, right) => left.happenedAt.getTime() - right.happenedAt.getTime());
  const found = new Map<string, Repetition>();
  sorted.forEach((last, index) => {
    const first = sorted[index - count + 1];
    const at = last.happenedAt.getTime();
    if (first === undefined || at - first.happenedAt.getTime() > minutes * minute) return;
    const key = `${Math.floor(at / (minutes * minute))}|${userName}`;
    if (found.has(key)) return;
    const within = sorted.slice(0, index + 1).filter(({ happenedAt }) => at - happenedAt.getTime() <= minutes * minute);
    found.set(key, { userName, key, activities: within.toReversed() });
  });
  return [...found.values()];
}

function lastMoment({ activities }: Repetition): number {
  return activities[0]?.happenedAt.getTime() ?? 0;
}

/** The alert on one activity that matched. */
export function alertOnActivity(rule: ActivityRule, activity: LeadingActivity): RaisedAlert {
  const { id, description, appName, ip } = activity;
  const where = [appName, ip].filter((fact) => fact !== null).join(", ");
  return {
    matchKey: id,
    description: `${whoDid(activity)}: ${description} (${where})`,
    evidence: [description],
    ...about(rule, [activity]),
  };
}

/** The alert on a repetition. */
export function alertOnRepetition(rule: ActivityRule, { key, activities }: Repetition, minutes: number): RaisedAlert {
  const [newest] = activities;
  const who = newest === undefined ? "" : whoDid(newest);
  const times = `${activities.length} matching activities within ${minutes} minutes`;
  return {
    matchKey: key,
    description: `${who}: ${times}`,
    evidence: [times, ...new Set(activities.slice(0, entitiesMaximum).map(({ description }) => description))],
    ...about(rule, activities),
  };
}

function about(
  rule: ActivityRule,
  activities: readonly LeadingActivity[],
): Pick<RaisedAlert, "entities" | "activityIds" | "stories"> {
  const entities = activities.flatMap(entitiesOf);
  const byKey = new Map(entities.map((entity) => [JSON.stringify([entity.type, entity.id, entity.saas]), entity]));
  const types = [...new Set(entities.map(({ type }) => type))];
  return {
    entities: types.flatMap((type) =>
      [...byKey.values()].filter((entity) => entity.type === type).slice(0, entitiesMaximum),
    ),
    activityIds: activities.slice(0, leadingMaximum).map(({ id }) => id),
    stories: [categoryNumbers[rule.category]],
  };
}

function entitiesOf(activity: LeadingActivity): AlertEntity[] {
  const { userName, userDisplayName, appId, appName, instance, ip, fileIds } = activity;
  const label = userDisplayName ?? userName ?? "";
  const entities: AlertEntity[] = [];
  if (userName !== null) {
    const account = { id: userName, inst: instance, saas: appId, label, pa: userName, em: userName } as const;
    entities.push({ type: "account", ...account, entityType: 2, entityRole: "Source" });
    entities.push({ type: "user", id: userName, label });
  }
  entities.push({ type: "service", id: appId, label: appName });
  if (ip !== null) entities.push({ type: "ip", id: ip, label: ip });
  return [...entities, ...fileIds.map((id): AlertEntity => ({ type: "file", id, label: id }))];
}

function whoDid({ userDisplayName, userName }: LeadingActivity): string {
  return userDisplayName ?? userName ?? "Somebody";
}
