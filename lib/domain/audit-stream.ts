import { z } from "zod";
import { siemAgentSettings } from "./siem-agent";

/** Syslog (RFC 5424) with octet counting over TLS (RFC 5425) or TCP (RFC 6587); or lines in the body of an HTTPS POST. */
export const auditStreamTargets = ["syslog-tls", "syslog-tcp", "https"] as const;
export type AuditStreamTarget = (typeof auditStreamTargets)[number];

export const auditStreamFormats = ["json", "cef"] as const;
export type AuditStreamFormat = (typeof auditStreamFormats)[number];

const { host, port, caPem } = siemAgentSettings.shape;
const pathMaximum = 1_024;
const authorizationMaximum = 4_096;

/** All that a person sets. Issue messages are keys under `validation` in the message catalogue. */
export const auditStreamSettings = z.strictObject({
  target: z.enum(auditStreamTargets, { error: "required" }),
  format: z.enum(auditStreamFormats, { error: "required" }),
  host,
  port,
  /** Of the HTTPS address, from the slash on. */
  path: z
    .string()
    .trim()
    .max(pathMaximum, { error: "tooLong" })
    .regex(/^(\/[\x21-\x7e]*)?$/, { error: "urlPath" }),
  caPem,
  /** Value of the Authorization header of each POST; null keeps the one that is stored, empty removes it. */
  authorization: z
    .string()
    .trim()
    .max(authorizationMaximum, { error: "tooLong" })
    .regex(/^[\x20-\x7e]*$/, { error: "controlCharacters" })
    .nullable(),
  isEnabled: z.boolean(),
  /** Counts when the stream is made: whether what the log holds already is sent too. */
  sendsExisting: z.boolean(),
});
export type AuditStreamSettings = z.output<typeof auditStreamSettings>;
export type AuditStreamInput = z.input<typeof auditStreamSettings>;

/** Why the receiver did not take what was sent. */
export const auditStreamFaults = [
  "unresolved",
  "refused-address",
  "refused-connection",
  "timeout",
  "certificate",
  "closed",
  "status",
] as const;
export type AuditStreamFault = (typeof auditStreamFaults)[number];

/** A stream as its page shows it. Times are ISO 8601; the secret stays where it is. */
export type AuditStream = Omit<AuditStreamSettings, "authorization" | "sendsExisting"> & {
  hasAuthorization: boolean;
  /** Entries that the receiver took so far, and those that wait. */
  sent: number;
  waiting: number;
  lastSentAt: string | null;
  fault: { kind: AuditStreamFault; detail: string; since: string; nextAttemptAt: string } | null;
};

/** What came of a test: null when the receiver took the line. */
export type AuditStreamTrial = { fault: { kind: AuditStreamFault; detail: string } | null };
