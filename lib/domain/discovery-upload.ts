import { z } from "zod";
import type { ListSettings } from "./list-query";

/** `open` until its sender finishes it; then it waits, is parsed, and is done or has failed. */
export const uploadStates = ["open", "queued", "parsing", "done", "failed"] as const;
export type UploadState = (typeof uploadStates)[number];

/** Bytes of one uploaded file. */
export const uploadBytesMaximum = 5 * 1024 ** 3;
/** How long a URL takes a file. */
export const uploadUrlMinutes = 60;

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
    .array(z.object({ member: z.string(), lineNumber: count, code: z.string(), message: z.string() }))
    .describe("The first ten failed lines with their reasons"),
  failuresByCode: z.record(z.string(), count),
});

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
  summary: z.infer<typeof uploadSummary> | null;
  failure: string | null;
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
