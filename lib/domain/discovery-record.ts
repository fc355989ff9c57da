/** What the appliance did with the transaction. `unknown` when its log does not say. */
export type TrafficAction = "allowed" | "blocked" | "unknown";

/**
 * One transaction of a proxy's or firewall's log, in one shape for all formats. What the log lacks is absent, never
 * guessed; at least one of `destinationHost` and `destinationIp` is there.
 */
export type TrafficRecord = {
  /** Milliseconds since 1970-01-01 UTC. */
  occurredAtMs: number;
  sourceIp: string;
  /** As the log wrote it; never in clear behind an anonymised data source. */
  user: string | undefined;
  /** Name of the device that the traffic came from. */
  sourceHost: string | undefined;
  destinationIp: string | undefined;
  /** Lower case, no trailing dot, never an IP address. */
  destinationHost: string | undefined;
  destinationPort: number | undefined;
  /** Without user name, password, query and fragment: those may hold secrets of the people whose traffic this is. */
  url: string | undefined;
  uploadedBytes: number | undefined;
  downloadedBytes: number | undefined;
  /** Uploaded plus downloaded when the log has both and no total. */
  totalBytes: number | undefined;
  action: TrafficAction;
  /** The appliance that wrote the line, where its envelope names it. */
  device: string | undefined;
};

/** Why a line holds no transaction and is no mistake. */
export type SkipReason = "blank" | "comment" | "header" | "other-event";

/** Why a line could not be read. */
export const lineFaultCodes = [
  "line-too-long",
  "not-this-format",
  "too-few-fields",
  "no-field-list",
  "unclosed-quote",
  "time",
  "source-ip",
  "destination",
  "number",
] as const;
export type LineFaultCode = (typeof lineFaultCodes)[number];

export type LineFault = {
  code: LineFaultCode;
  /** The field or value at fault, at most 80 characters, control characters removed. */
  detail: string | undefined;
};

export type LineOutcome =
  | { kind: "record"; record: TrafficRecord }
  | { kind: "skipped"; reason: SkipReason }
  | { kind: "failed"; fault: LineFault };

/** Lines are counted from 1, over all members of an archive per member. */
export type ParsedLine = { lineNumber: number; outcome: LineOutcome };

const FAULT_SENTENCES: Record<LineFaultCode, string> = {
  "line-too-long": "The line is longer than a log line may be",
  "not-this-format": "The line does not have the shape of this format",
  "too-few-fields": "The line has too few fields",
  "no-field-list": "The line stands before the line that names its fields (#Fields:)",
  "unclosed-quote": "A quotation mark is opened and never closed",
  time: "The time is missing or cannot be read",
  "source-ip": "The source IP address is missing or is no IP address",
  destination: "The line names neither a destination host nor a destination IP address",
  number: "A number of bytes is not a whole number of 0 or more",
};

/** The fault as an English sentence for the API; the portal translates by code. */
export function describeLineFault(fault: LineFault): string {
  const sentence = FAULT_SENTENCES[fault.code];
  return fault.detail === undefined ? sentence : `${sentence}: ${fault.detail}`;
}
