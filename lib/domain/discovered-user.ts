import { z } from "zod";
import { isPseudonym } from "./discovery-user";
import { optionalParagraphs } from "./plain-text";

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

export const deanonymisationReasonMaximum = 500;

/** What a person says to learn who stands behind an encrypted name: which one, and why. */
export const deanonymiseInput = z.strictObject({
  pseudonym: z.string().max(1024, "invalid").refine(isPseudonym, "invalid"),
  reason: optionalParagraphs(deanonymisationReasonMaximum).refine((text) => text !== null, "required"),
});
