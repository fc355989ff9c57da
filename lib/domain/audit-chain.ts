/**
 * What can be wrong with a tenant's audit log:
 * - `changed`: the row is not what it was when it was written, or stands in another place, or came from another tenant
 * - `event-missing`: the row is gone; `link-missing`: its place in the chain is gone
 * - `tail-missing`: the log was longer when it was last anchored
 * - `rewritten`: the chain fits in itself, but is not the one that was anchored
 * - `unchained`: the row was written with the chain's triggers off
 */
export const chainFaultKinds = [
  "changed",
  "event-missing",
  "link-missing",
  "tail-missing",
  "rewritten",
  "unchained",
] as const;
export type ChainFaultKind = (typeof chainFaultKinds)[number];

/** The first bad row: its place in the chain, from 1, and its id, as far as there is one. */
export type ChainFault = { kind: ChainFaultKind; seq: number | null; eventId: string | null };

/** What came of verifying a tenant's audit log. Times are ISO 8601. */
export type ChainReport = {
  fault: ChainFault | null;
  /** How many rows were found to be right, from the first on. */
  verified: number;
  verifiedAt: string;
  /** The newest copy of the chain's end that is kept outside the database. */
  anchor: { state: "none" | "foreign" } | { state: "sound"; seq: number; at: string };
};
