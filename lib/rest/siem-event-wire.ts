import type { Activity } from "../domain/activity";
import type { Alert } from "../domain/alert";
import type { SiemEvent, SiemFormat } from "../domain/siem-feed";
import { spaced, toActivityRecord } from "./activity-wire";
import { toAlertRecord } from "./alert-wire";

/** What the original product calls an alert of an activity policy; its names of the others are not published. */
const signatureOfPolicy: Record<string, string> = { AUDIT: "ALERT_CABINET_EVENT_MATCH_AUDIT" };

/** @param origin the tenant's own origin, for the link into the portal */
export function toAlertEvent(alert: Alert, origin: string, format: SiemFormat): SiemEvent {
  const { policyType, policyLabel, policyId } = alert;
  const entities = (...types: string[]) => alert.entities.filter(({ type }) => types.includes(type));
  const [account] = entities("account", "user");
  const [address] = entities("ip");
  return {
    kind: "alert",
    id: alert.id,
    at: alert.raisedAt.getTime(),
    signature: policyType === null ? "ALERT_BUILT_IN" : (signatureOfPolicy[policyType] ?? `ALERT_${policyType}`),
    name: policyLabel ?? alert.title,
    description: alert.description,
    severity: alert.severity,
    user: account === undefined ? null : (account.pa ?? String(account.id)),
    apps: entities("service").map(({ id, label }) => ({ id: Number(id), name: label })),
    ip: address === undefined ? null : String(address.id),
    riskScore: alert.threatScore,
    activityIds: alert.activityIds,
    policyIds: policyId === null ? [] : [policyId],
    portalUrl: `${origin}/#/alerts/${alert.id}`,
    ...(format === "json" ? { record: toAlertRecord(alert, origin) } : {}),
  };
}

/** @param origin the tenant's own origin, for the link into the portal */
export function toActivityEvent(activity: Activity, origin: string, format: SiemFormat): SiemEvent {
  return {
    kind: "activity",
    id: activity.id,
    at: activity.happenedAt.getTime(),
    signature: activity.eventType,
    name: spaced(activity.actionType),
    description: activity.description,
    user: activity.userName,
    apps: [{ id: activity.appId, name: activity.appName }],
    ip: activity.ip,
    userAgent: activity.userAgent === "" ? null : activity.userAgent,
    targetObjects: activity.objects.filter(({ role }) => role !== 4).map(({ name }) => name),
    policyIds: activity.policyId === null ? [] : [activity.policyId],
    portalUrl: `${origin}/#/audits?activity.id=eq(${activity.id},)`,
    ...(format === "json" ? { record: toActivityRecord(activity) } : {}),
  };
}
