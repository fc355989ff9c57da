import { stringify } from "csv-stringify/sync";
import type { AuditEvent } from "../domain/audit-event";

/** A file of events, written piece by piece so that a large one never lies in memory whole. */
export type EventFile = {
  /** What stands before the first event. */
  head: string;
  /** The events of one batch; `isFirst` for the first batch that has any. */
  body: (events: readonly AuditEvent[], isFirst: boolean) => string;
  /** What stands after the last event. */
  tail: string;
};

const csvColumns = [
  "at",
  "action",
  "actor_kind",
  "actor_id",
  "actor_name",
  "actor_role",
  "target_kind",
  "target_id",
  "target_name",
  "ip",
  "user_agent",
  "request_id",
  "detail",
] as const;

const csvOptions = { record_delimiter: "windows", escape_formulas: true } as const;

/**
 * Comma-separated values for spreadsheets (RFC 4180), in UTF-8 with the byte order mark by which Excel knows it. Times
 * are ISO 8601 in UTC. A value that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV
 * injection): names, clients and e-mails come from outside.
 */
export const csvFile: EventFile = {
  head: `\uFEFF${stringify([[...csvColumns]], csvOptions)}`,
  body: (events) => stringify(events.map(csvRecord), csvOptions),
  tail: "",
};

/** One JSON array of events, the shape of `AuditEvent`; times are ISO 8601 in UTC. */
export const jsonFile: EventFile = {
  head: "[",
  body: (events, isFirst) =>
    events.map((event, index) => `${isFirst && index === 0 ? "\n" : ",\n"}${JSON.stringify(event)}`).join(""),
  tail: "\n]\n",
};

function csvRecord(event: AuditEvent): (string | null)[] {
  const { at, action, actor, target, ip, userAgent, requestId, detail } = event;
  return [
    at.toISOString(),
    action,
    actor.kind,
    actor.id,
    actor.name,
    actor.role,
    target.kind,
    target.id,
    target.name,
    ip,
    userAgent,
    requestId,
    JSON.stringify(detail),
  ];
}
