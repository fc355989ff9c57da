/** A person in the traffic of a report and time frame. */
export type DiscoveredUser = {
  /** Normalised, or encrypted where the report is anonymised. */
  name: string;
  totalBytes: number | null;
  uploadedBytes: number | null;
  downloadedBytes: number | null;
  transactions: number;
  blockedTransactions: number;
  /** Apps of the catalogue. */
  apps: number;
  ipAddresses: number;
  lastSeenAt: Date;
};

export const discoveredUserSorts = [
  "totalBytes",
  "uploadedBytes",
  "transactions",
  "apps",
  "lastSeenAt",
  "name",
] as const;
export type DiscoveredUserSort = (typeof discoveredUserSorts)[number];

/** The longest name that reports keep. */
export const userNameMaximum = 256;
