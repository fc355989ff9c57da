import type { AppScore } from "./app-score";
import type { DiscoveredApp } from "./discovered-app";
import type { CatalogApp } from "./discovery-app";
import type { RiskScore } from "./discovery-risk";
import type { DiscoveryStream } from "./discovery-stream";
import type { AppTag } from "./discovery-tag";

/** How risky an app is by its score, the gravest first; `unrated` while no fact about it has been checked. */
export const riskLevels = ["high", "medium", "low", "unrated"] as const;
export type RiskLevel = (typeof riskLevels)[number];

/** The least scores of the levels; scores have one decimal. The original's steps: 0 to 3, 4 to 7, 8 to 10. */
export const mediumRiskFrom = 4;
export const lowRiskFrom = 8;

/** @param score 0 (risky) to 10, or null */
export function riskLevelOf(score: number | null): RiskLevel {
  if (score === null) return "unrated";
  if (score < mediumRiskFrom) return "high";
  return score < lowRiskFrom ? "medium" : "low";
}

/** The sums of some traffic. Bytes are null where no log told them. */
export type TrafficSums = {
  totalBytes: number | null;
  uploadedBytes: number | null;
  downloadedBytes: number | null;
  transactions: number;
};

/** Some apps together: of one category, of one level of risk. */
export type AppGroup = { apps: number; totalBytes: number; transactions: number };

export type TrafficTotals = TrafficSums & {
  blockedTransactions: number;
  users: number;
  ipAddresses: number;
  /** Null where there was no traffic. */
  lastSeenAt: Date | null;
};

/** One day (UTC, `yyyy-mm-dd`). */
export type TrafficDay = { day: string } & TrafficSums;

/** What the dashboard of a report shows. All of it is traffic to apps of the catalogue. */
export type ReportSummary = {
  report: DiscoveryStream;
  totals: TrafficTotals & { apps: number };
  /** Each day of the time frame, the days without traffic too. */
  days: TrafficDay[];
  /** The first by the chosen measure. */
  topApps: DiscoveredApp[];
  topCategories: ({ id: string } & AppGroup)[];
  risk: Record<RiskLevel, AppGroup>;
};

/** What the page of one app shows. */
export type AppDetail = {
  app: CatalogApp;
  tags: AppTag[];
  /** 0 to 10, as the tenant may have set it; null while nothing is known. */
  score: number | null;
  /** Who set the score of an app of the catalogue, and why. */
  setScore: AppScore | null;
  risk: RiskScore;
  /** Its traffic in one report. */
  totals: TrafficTotals;
  days: TrafficDay[];
};
