import type { Role } from "./role-table";

/** Everything that is written to the audit log, as noun.past. */
export const auditActions = [
  "token.generated",
  "token.revoked",
  "member.invited",
  "member.joined",
  "member.role-changed",
  "member.deactivated",
  "member.reactivated",
  "member.invitation-renewed",
  "member.signed-in",
  "member.sign-in-failed",
  "member.signed-out",
  "member.session-renewed",
  "member.sessions-ended",
  "member.password-changed",
  "member.second-factor-set-up",
  "member.second-factor-removed",
  "member.second-factor-reset",
  "member.second-factor-failed",
  "member.recovery-codes-renewed",
  "member.recovery-code-used",
  "tenant.second-factor-required",
  "tenant.second-factor-optional",
  "alert.closed",
  "alert.marked-read",
  "alert.marked-unread",
  "activity.feedback-given",
  "activity.ingested",
  "file.ingested",
  "ip-range.created",
  "ip-range.changed",
  "ip-range.deleted",
  "policy.created",
  "policy.changed",
  "policy.enabled",
  "policy.disabled",
  "policy.deleted",
  "discovery.upload-opened",
  "discovery.log-uploaded",
  "discovery.tokens-found",
  "discovery.user-deanonymised",
  "discovery.settings-changed",
  "data-source.created",
  "data-source.changed",
  "data-source.deleted",
  "custom-app.created",
  "custom-app.changed",
  "custom-app.removed",
  "discovery.upload-cancelled",
  "discovery.report-deleted",
  "app.score-set",
  "app.score-cleared",
  "app.tagged",
  "app.untagged",
  "block-script.generated",
  "siem-agent.added",
  "siem-agent.changed",
  "siem-agent.disabled",
  "siem-agent.enabled",
  "siem-agent.token-regenerated",
  "siem-agent.connection-tested",
  "siem-agent.deleted",
  "log-collector.added",
  "log-collector.changed",
  "log-collector.disabled",
  "log-collector.enabled",
  "log-collector.token-regenerated",
  "log-collector.connection-tested",
  "log-collector.deleted",
  "audit.exported",
  "audit.stream-changed",
  "audit.stream-removed",
  "tenant.created",
  "tenant.grace-began",
  "tenant.grace-ended",
] as const;
export type AuditAction = (typeof auditActions)[number];

/** A person, a program with a token, a visitor who has not signed in, or the portal itself. */
export const auditActorKinds = ["member", "token", "visitor", "system"] as const;
export type AuditActorKind = (typeof auditActorKinds)[number];

/** Who did it. */
export type AuditActor = {
  kind: AuditActorKind;
  /** Member id or token public id; null for visitors and the portal. */
  id: string | null;
  /** Name as it was at that moment. */
  name: string;
  /** Role as it was at that moment; null where there is none. */
  role: Role | null;
};

export const auditTargetKinds = [
  "token",
  "member",
  "alert",
  "activity",
  "file",
  "ip-range",
  "policy",
  "session",
  "app",
  "block-script",
  "log-upload",
  "siem-agent",
  "log-collector",
  "data-source",
  "discovery-user",
  "discovery-settings",
  "discovery-report",
  "audit-log",
  "tenant",
] as const;
export type AuditTargetKind = (typeof auditTargetKinds)[number];

/** What it was done to. `name` is the name of that moment. */
export type AuditTarget = { kind: AuditTargetKind; id: string; name: string };

/** Small, flat facts of the change such as the roles before and after. Never a secret. */
export type AuditDetail = Record<string, string | number | boolean | null>;

export type AuditEvent = {
  id: string;
  at: Date;
  action: AuditAction;
  actor: AuditActor;
  target: AuditTarget;
  ip: string;
  userAgent: string;
  requestId: string;
  detail: AuditDetail;
};
