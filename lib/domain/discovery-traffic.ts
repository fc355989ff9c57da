import type { LineFaultCode } from "./discovery-record";

/** Where traffic went: a catalogued app, or the registrable domain or address of something that is none. */
export type TrafficTarget = { kind: "app"; appId: number } | { kind: "uncatalogued"; name: string };

/**
 * The traffic of one user and source IP to one target on one day (UTC). Bytes are undefined when no line of the log had
 * them. Several rows of one key may come out of one log: they add up.
 */
export type TrafficSum = {
  /** `yyyy-mm-dd`. */
  day: string;
  target: TrafficTarget;
  /** Normalised, or the pseudonym of an anonymised source. */
  user: string | undefined;
  sourceIp: string;
  transactions: number;
  blockedTransactions: number;
  uploadedBytes: number | undefined;
  downloadedBytes: number | undefined;
  totalBytes: number | undefined;
  lastOccurredAtMs: number;
};

/** What became of a file's lines. lines = parsed + skipped + failed; parsed = the sum of the five below it. */
export type LogSummary = {
  lines: number;
  skipped: number;
  failed: number;
  parsed: number;
  tooOld: number;
  futureDated: number;
  internalOnly: number;
  uncatalogued: number;
  catalogued: number;
  /** The first failed lines, to show. */
  failures: { member: string; lineNumber: number; code: LineFaultCode; message: string; detail?: string }[];
  /** Failed lines by fault code. */
  failuresByCode: Record<string, number>;
  /** Tokens of this portal that stood in the file, and were revoked; missing where there was none. */
  tokensFound?: number;
};
