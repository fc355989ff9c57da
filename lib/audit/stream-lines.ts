import { isIPv6 } from "node:net";
import type { AuditEvent } from "../domain/audit-event";
import type { AuditStreamFormat, AuditStreamTarget } from "../domain/audit-stream";
import { cefHeader, cefValue } from "../domain/cef-text";

/** A row of the log with its place in the chain; the hash is hexadecimal. */
export type StreamedEvent = Omit<AuditEvent, "action"> & {
  /** Of the test of a connection too, which is in no log. */
  action: AuditEvent["action"] | "audit.stream-tested";
  seq: number;
  hash: string;
};

/** Facility 13 (log audit), level notice: `13 × 8 + 5`. */
const syslogPriority = 109;
const cefVersion = "1";

/**
 * One row as one line without a line break. JSON: the row with tenant, place and hash, so that the receiver holds the proof
 * too. CEF: ArcSight's Common Event Format, revision 0. Syslog targets get the header of RFC 5424 before it.
 * @param tenantHost host name of the tenant, which is the syslog header's HOSTNAME
 */
export function streamLine(
  event: StreamedEvent,
  stream: { target: AuditStreamTarget; format: AuditStreamFormat; tenantHost: string },
): string {
  const message =
    stream.format === "json" ? jsonText({ tenant: stream.tenantHost, ...event }) : cefText(event, stream.tenantHost);
  if (stream.target === "https") return message;
  return `<${syslogPriority}>1 ${event.at.toISOString()} ${stream.tenantHost} portcullis - audit - ${message}`;
}

/** JSON.stringify leaves two line breaks as they are; some receivers end a line at them. */
function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(/[\u2028\u2029\u007f-\u009f]/g, (mark) => {
    return `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

function cefText(event: StreamedEvent, tenantHost: string): string {
  const { action, actor, target, ip } = event;
  const severity = /failed$|\.revoked$|\.deleted$|\.deactivated$|role-changed$/.test(action) ? "6" : "3";
  const header = ["Portcullis", "Audit log", cefVersion, action, action, severity].map(cefHeader).join("|");
  const extensions: [string, string][] = [
    ["externalId", event.id],
    ["rt", String(event.at.getTime())],
    ["suser", actor.name],
    ["suid", actor.id ?? ""],
    ["spriv", actor.role ?? ""],
    isIPv6(ip) ? ["c6a2", ip] : ["src", ip],
    ...(isIPv6(ip) ? [["c6a2Label", "Source IPv6 Address"] satisfies [string, string]] : []),
    ["requestClientApplication", event.userAgent],
    ["dvchost", tenantHost],
    ["cn1Label", "chainPlace"],
    ["cn1", String(event.seq)],
    ...custom(1, "actorKind", actor.kind),
    ...custom(2, "target", `${target.kind} ${target.id}`),
    ...custom(3, "targetName", target.name),
    ...custom(4, "requestId", event.requestId),
    ...custom(5, "detail", JSON.stringify(event.detail)),
    ...custom(6, "chainHash", event.hash),
  ];
  return `CEF:0|${header}|${extensions.map(([key, value]) => `${key}=${cefValue(value)}`).join(" ")}`;
}

function custom(place: number, label: string, value: string): [string, string][] {
  return [
    [`cs${place}Label`, label],
    [`cs${place}`, value],
  ];
}
