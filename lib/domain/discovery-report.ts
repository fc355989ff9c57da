import { z } from "zod";
import type { DiscoveryStream } from "./discovery-stream";

/** A data source or a snapshot as the list of reports shows it. */
export type ListedReport = Omit<DiscoveryStream, "kind" | "comment" | "receiver"> & {
  kind: "input" | "snapshot";
  /** Files that are waiting or being parsed: while there are some, the report cannot be deleted. */
  filesUnderWay: number;
};

/** What goes with a snapshot report. */
export type ReportImpact = {
  files: number;
  apps: number;
  users: number;
  firstDay: string | null;
  lastDay: string | null;
};

export const reportIdInput = z.strictObject({ id: z.string().regex(/^[0-9a-f]{24}$/) });
