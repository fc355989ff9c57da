import type { ActivityRecord } from "../api-contract/activity-record";
import { type Activity, type ActivityObject, ipCategories } from "../domain/activity";

/** An activity as the API shows it. */
export function toActivityRecord(activity: Activity): ActivityRecord {
  const happenedAt = activity.happenedAt.getTime();
  const createdAt = activity.createdAt.getTime();
  const actor = activity.objects.find((object) => object.role === 4);
  const [first, second] = activity.objects.filter((object) => object.role !== 4);
  return {
    _id: activity.id,
    uid: activity.id,
    appId: activity.appId,
    saasId: activity.appId,
    appName: activity.appName,
    instantiation: createdAt,
    timestamp: happenedAt,
    timestampRaw: happenedAt,
    created: createdAt,
    createdRaw: createdAt,
    eventTypeName: activity.eventType,
    eventTypeValue: activity.actionType,
    description: activity.description,
    severity: "INFO",
    source: activity.source,
    user: { userName: activity.userName, userTags: activity.userTags, orgUnit: activity.orgUnit },
    device: {
      clientIP: activity.ip,
      userAgent: activity.userAgent,
      countryCode: activity.country,
      type: activity.deviceType,
      tags: activity.deviceTags,
    },
    location: toPlace(activity),
    userAgent: {
      family: activity.client.family,
      browser: activity.client.browser,
      os: activity.client.operatingSystem,
      operatingSystem: { name: activity.client.operatingSystem },
      deviceType: activity.deviceType,
      nativeBrowser: activity.client.native,
      tags: activity.userAgentTags,
    },
    mainInfo: {
      rawOperationName: activity.actionType,
      prettyOperationName: spaced(activity.actionType),
      eventObjects: activity.objects.map((object) => ({ ...toActor(object, activity.userTags), link: null })),
    },
    resolvedActor: actor === undefined ? null : toActor(actor, activity.userTags),
    entityData: { "0": toDisplayed(actor), "1": toDisplayed(first), "2": toDisplayed(second) },
    internals: { otherIPs: [] },
    isAdminEvent: activity.isAdminEvent,
    impersonated: activity.isImpersonated,
    takenAction: activity.takenAction,
    alertId: activity.alertId,
    policyId: activity.policyId,
  };
}

function toPlace(activity: Activity): ActivityRecord["location"] {
  const { location, ipCategory } = activity;
  return {
    countryCode: activity.country,
    city: location?.city ?? null,
    region: location?.region ?? null,
    latitude: location?.latitude ?? null,
    longitude: location?.longitude ?? null,
    organizationSearchable: activity.organization,
    anonymousProxy: location?.anonymousProxy ?? false,
    isSatelliteProvider: false,
    category: ipCategory,
    categoryValue: Object.entries(ipCategories).find(([code]) => Number(code) === ipCategory)?.[1] ?? "NONE",
  };
}

function toActor(object: ActivityObject, userTags: string[]): NonNullable<ActivityRecord["resolvedActor"]> {
  const { id, name, objType, role, saasId, instanceId } = object;
  return { id, name, objType, role, saasId, instanceId, resolved: true, tags: role === 4 ? userTags : [] };
}

function toDisplayed(object: ActivityObject | undefined): ActivityRecord["entityData"]["0"] {
  if (object === undefined) return null;
  const { id, name, saasId, instanceId } = object;
  return { displayName: name, id: { id, saas: saasId, inst: instanceId }, resolved: true };
}

/** An operation in words: `FileDownloaded` as `File downloaded`. */
export function spaced(operation: string): string {
  const words = operation.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
