import type { Receiver } from "./data-source";

/** How many days back a report of Cloud Discovery may look. */
export const timeFrames = [7, 30, 90] as const;

/** The report over all data sources, which every tenant has. */
export const globalViewName = "Global View";

/** `view` is the Global View, `input` one data source, `snapshot` the report of single files. */
export type StreamKind = "view" | "input" | "snapshot";

/** A report of Cloud Discovery. */
export type DiscoveryStream = {
  /** 24 hexadecimal digits. */
  id: string;
  kind: StreamKind;
  name: string;
  /** Numeric log type of the API; null where there is none. */
  logType: number | null;
  anonymizesUsers: boolean;
  /** What its data source says; empty where there is none. */
  comment: string;
  /** How its logs arrive; null when they are uploaded. */
  receiver: Receiver | null;
  createdAt: Date;
  /** When data came in last. */
  lastDataAt: Date | null;
  /** Files that were sent, and those of them that could not be parsed. */
  files: number;
  failedFiles: number;
};

/** Whether anything was ever sent to the report. */
export function hasData({ files, lastDataAt }: DiscoveryStream): boolean {
  return files > 0 || lastDataAt !== null;
}
