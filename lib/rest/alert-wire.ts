import type { AlertRecord } from "../api-contract/alert-record";
import { type Alert, alertStatusOf } from "../domain/alert";

/**
 * An alert as the API shows it.
 * @param origin the tenant's own origin, for the link into the portal
 */
export function toAlertRecord(alert: Alert, origin: string): AlertRecord {
  const { policyId, policyLabel, policyType } = alert;
  return {
    _id: alert.id,
    idValue: alert.typeNumber,
    contextId: alert.contextId,
    timestamp: alert.raisedAt.getTime(),
    title: alert.title,
    description: alert.description,
    isMarkdown: alert.isMarkdown,
    isSystemAlert: alert.isSystem,
    isPreview: alert.isPreview,
    severityValue: alert.severity,
    statusValue: alertStatusOf(alert),
    resolutionStatusValue: alert.resolution,
    stories: alert.stories,
    intent: alert.intents,
    evidence: alert.evidence,
    threatScore: alert.threatScore,
    audits: alert.activityIds,
    entities: alert.entities,
    policy:
      policyId === null
        ? null
        : { id: policyId, label: policyLabel ?? policyId, policyType: policyType ?? "AUDIT", type: "policyRule" },
    comment: alert.comment,
    handledByUser: alert.resolvedByName,
    resolveTime: alert.resolvedAt?.toISOString() ?? null,
    URL: `${origin}/#/alerts/${alert.id}`,
  };
}
