import type { SiemEvent } from "@/lib/domain/siem-feed";

/** Facility 13 of RFC 5424: log audit. */
const auditFacility = 13;
const syslogLevels = { error: 3, warning: 4, notice: 5, informational: 6 } as const;

/** By the API's severity: 0 low, 1 medium, 2 high, 3 informational. */
const alertSeverities: Record<number, { cef: number; level: keyof typeof syslogLevels }> = {
  0: { cef: 3, level: "notice" },
  1: { cef: 6, level: "warning" },
  2: { cef: 9, level: "error" },
  3: { cef: 1, level: "informational" },
};
const activitySeverity = { cef: 0, level: "informational" } as const;

/** The severity in CEF's scale, 0 to 10. Activities are 0, as published samples of the original agent have them. */
export function cefSeverityOf(event: SiemEvent): number {
  return severityOf(event).cef;
}

/** The number in a syslog line's `<…>`: facility × 8 + level. */
export function syslogPriorityOf(event: SiemEvent): number {
  return auditFacility * 8 + syslogLevels[severityOf(event).level];
}

function severityOf(event: SiemEvent): { cef: number; level: keyof typeof syslogLevels } {
  return event.kind === "alert" ? (alertSeverities[event.severity] ?? activitySeverity) : activitySeverity;
}
