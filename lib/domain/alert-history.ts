import type { ClosingVerdict } from "./alert";
import type { AuditAction, AuditActorKind } from "./audit-event";

/** One thing that was done to an alert, from the audit log, without what only its readers see. */
export type AlertEvent = {
  id: string;
  at: Date;
  action: AuditAction;
  actorKind: AuditActorKind;
  /** As it was at that moment. */
  actorName: string;
  /** These three are null for anything but a closing. */
  verdict: ClosingVerdict | null;
  reasonId: number | null;
  comment: string | null;
};
