import ipaddr from "ipaddr.js";
import type { ActivityClient, ActivityLocation, ActivityObject } from "../domain/activity";
import { clientName } from "../domain/client-name";
import { entityKeys } from "../domain/filter-value";
import type { IngestedActivity } from "../domain/ingested-activity";
import type { ActivityRow, DeclaredAddress } from "./ingest-store";

/** The one spelling of an address that is stored. */
export function canonicalAddress(given: IngestedActivity): string | null {
  const ip = given.device?.clientIP;
  return ip == null ? null : ipaddr.process(ip).toString();
}

/** The row of an activity that a sender gave. What the tenant's IP ranges say of its address wins over the sender. */
export function activityRow(
  given: IngestedActivity,
  declared: ReadonlyMap<string, DeclaredAddress>,
  now: Date,
): ActivityRow {
  const { id, appId, appName, instance = 0, eventType, actionType, user, device, source = 2, objects = [] } = given;
  const ip = canonicalAddress(given);
  const address = ip === null ? undefined : declared.get(ip);
  const userName = user?.userName ?? null;
  const at = userName?.lastIndexOf("@") ?? -1;
  return {
    id,
    happenedAt: given.timestamp,
    createdAt: now,
    appId,
    appName,
    instance,
    eventType,
    actionType,
    description: given.description ?? `${actionType}: ${appName}`,
    userName,
    userDisplayName: user?.displayName ?? null,
    userDomain: at < 0 ? null : (userName?.slice(at + 1) ?? null),
    orgUnit: user?.orgUnit ?? null,
    userTags: user?.userTags ?? [],
    isImpersonated: given.impersonated ?? false,
    isAdminEvent: given.isAdminEvent ?? false,
    takenAction: given.takenAction ?? null,
    alertId: null,
    policyId: null,
    deviceType: device?.type ?? null,
    deviceTags: device?.tags ?? [],
    userAgent: device?.userAgent ?? "",
    userAgentTags: [],
    client: clientOf(device?.userAgent ?? ""),
    ip,
    ipCategory: address?.category ?? 0,
    ipTags: address?.tagIds ?? [],
    country: given.location?.countryCode ?? null,
    organization: address?.organization ?? given.location?.organization ?? null,
    location: placeOf(given.location),
    source,
    objects: [...actorOf(given), ...objects.map((object) => objectOf(object, appId, instance))],
    actorKeys: userName === null ? [] : entityKeys({ id: userName, inst: instance, saas: appId }),
    sourceKeys: [`t:${source}`],
    objectIds: objects.map((object) => object.id),
    fileIds: objects.filter(({ isFile }) => isFile).map((object) => object.id),
  };
}

function actorOf({ user, appId, instance = 0 }: IngestedActivity): ActivityObject[] {
  if (user == null) return [];
  const { userName: id, displayName } = user;
  return [{ objType: 23, role: 4, name: displayName ?? id, id, saasId: appId, instanceId: instance }];
}

function objectOf(
  { id, name, objType = 1 }: NonNullable<IngestedActivity["objects"]>[number],
  saasId: number,
  instanceId: number,
): ActivityObject {
  return { objType, role: 3, name, id, saasId, instanceId };
}

/** A place is known as a whole or not at all. */
function placeOf(location: IngestedActivity["location"]): ActivityLocation | null {
  if (location?.city == null || location.latitude == null || location.longitude == null) return null;
  const { city, region, latitude, longitude, anonymousProxy = false } = location;
  return { city, region: region ?? "", latitude, longitude, anonymousProxy };
}

function clientOf(userAgent: string): ActivityClient {
  const [browser = "", operatingSystem = ""] = clientName(userAgent).split(", ");
  const family = browser.split(/[\s/]/, 1)[0]?.toUpperCase() || "OTHER";
  return { family, browser, operatingSystem, native: userAgent !== "" && !userAgent.startsWith("Mozilla/") };
}
