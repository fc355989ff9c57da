import { z } from "zod";
import { type LogFileFaultCode, logFileFaultCodes } from "./discovery-file";
import { lineFaultCodes } from "./discovery-record";
import type { ListSettings } from "./list-query";
import { lineOfText } from "./plain-text";

/** `open` until its sender finishes it; then it waits, is parsed, and is done or has failed. */
export const uploadStates = ["open", "queued", "parsing", "done", "failed"] as const;
export type UploadState = (typeof uploadStates)[number];

/** Bytes of one uploaded file. */
export const uploadBytesMaximum = 5 * 1024 ** 3;
/** How long a URL takes a file. */
export const uploadUrlMinutes = 60;

/** Why an upload failed: its file is at fault, or the portal could not finish the work. */
export const uploadFailureCodes = [...logFileFaultCodes, "unfinished"] as const;
export type UploadFailureCode = LogFileFaultCode | "unfinished";

const count = z.number().int().nonnegative();

/** What became of a file's lines, as it is kept: the LogSummary of its run. */
export const uploadSummary = z.object({
  lines: count.describe("parsed + skipped + failed"),
  skipped: count.describe("Comments and headers"),
  failed: count,
  parsed: count.describe("tooOld + futureDated + internalOnly + uncatalogued + catalogued"),
  tooOld: count.describe("More than 90 days old"),
  futureDated: count.describe("More than 24 hours ahead"),
  internalOnly: count.describe("Inside the organization"),
  uncatalogued: count.describe("To destinations that no app of the catalogue has"),
  catalogued: count.describe("To apps of the catalogue"),
  failures: z
    .array(
      z.object({
        member: z.string(),
        lineNumber: count,
        code: z.enum(lineFaultCodes),
        message: z.string(),
        detail: z.string().optional().describe("The field or value at fault"),
      }),
    )
    .describe("The first ten failed lines with their reasons"),
  failuresByCode: z.record(z.string(), count),
  apps: z
    .array(z.object({ appId: count, transactions: count }))
    .optional()
    .describe("The busiest ten apps of the file"),
  appCount: count.optional().describe("Apps of the catalogue that the file has traffic to"),
  tokensFound: count
    .optional()
    .describe("Tokens of this portal that stood in the file, and were revoked; missing where there was none"),
  userCount: count.optional().describe("Users that the file names"),
});
export type UploadSummary = z.infer<typeof uploadSummary>;

/** A log file that somebody sent. */
export type DiscoveryUpload = {
  id: string;
  streamId: string | null;
  state: UploadState;
  fileName: string;
  source: string;
  openedAt: Date;
  openedByName: string;
  finishedAt: Date | null;
  parsedAt: Date | null;
  sizeBytes: number | null;
  bytesRead: number;
  summary: UploadSummary | null;
  failure: string | null;
};

/** An upload as the portal shows it. */
export type ListedUpload = DiscoveryUpload & {
  /** The report that it went into; null until its sender finishes it. */
  report: { name: string; kind: "input" | "snapshot" } | null;
  failureCode: UploadFailureCode | null;
  failureDetail: string | null;
};

export const uploadList = {
  filters: {
    streamId: { type: "string", operators: ["eq", "neq"], meaning: "the report that the file went into, by its _id" },
    state: { type: "string", operators: ["eq", "neq"], values: uploadStates, meaning: uploadStates.join(", ") },
    id: { type: "string", operators: ["eq"], aliases: ["_id"], meaning: "upload ids" },
  },
  sortFields: ["openedAt"],
  scannable: false,
} as const satisfies ListSettings;

export type UploadFilter = keyof typeof uploadList.filters;
export type UploadSort = (typeof uploadList.sortFields)[number];

/** A file has at most this name: what a file system takes. */
export const openUploadInput = z.strictObject({
  fileName: lineOfText(255),
  source: z.string().min(1, "required").max(64),
});

export const finishUploadInput = z.strictObject({
  uploadUrl: z.string().max(1_000),
  streamName: lineOfText(100),
  isSnapshot: z.boolean(),
  anonymizesUsers: z.boolean(),
});

export const cancelUploadInput = z.strictObject({ uploadUrl: z.string().max(1_000) });
