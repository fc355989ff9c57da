import type { PolicyRule } from "./policy-rule";

/** What a policy watches, as alerts name it too. */
export const policyTypes = [
  "INLINE",
  "AUDIT",
  "ANOMALY_DETECTION",
  "NEW_SERVICE",
  "ANOMALY_DISCOVERY",
  "FILE",
  "MALWARE",
  "SESSION",
  "ACCESS",
  "APP_PERMISSION",
  "APP_PERMISSION_ANOMALY",
] as const;
export type PolicyType = (typeof policyTypes)[number];

export type Policy = {
  /** 24 hexadecimal digits. */
  id: string;
  type: PolicyType;
  name: string;
  description: string;
  /** Of the alerts that it raises: 0 low, 1 medium, 2 high. */
  severity: number;
  isEnabled: boolean;
  /** Came with the tenant: it can be switched off, not deleted. */
  isBuiltIn: boolean;
  /** Alerts on one day (UTC) at most; further matches are counted and raise none. */
  dailyLimit: number;
  /** Null where another detection than a rule of this portal decides. */
  rule: PolicyRule | null;
  createdAt: Date;
  modifiedAt: Date;
};

/** What became of a policy's matches. */
export type PolicyMatches = {
  /** Of the last 30 days (UTC), this one included. */
  matches: number;
  /** Open alerts that the reader sees, counted up to `openAlertCap`. */
  openAlerts: number;
  /** When it last raised one that the reader sees; null when it never did. */
  lastAlertAt: Date | null;
};
export type WatchedPolicy = Policy & PolicyMatches;

/** A count of open alerts that reached this is a floor. */
export const openAlertCap = 1_000;

/** One day (UTC) of a policy's report. */
export type PolicyDay = {
  /** `yyyy-mm-dd`. */
  day: string;
  matches: number;
  alerts: number;
};

/** How many days a report covers, this one included. */
export const reportDays = 30;
