import { z } from "zod";
import { type ListedUpload, uploadFailureCodes, uploadStates, uploadSummary } from "./discovery-upload";

/** Where an upload is, as the browser asks while it waits. */
export const uploadProgress = z.object({
  state: z.enum(uploadStates),
  sizeBytes: z.number().nullable(),
  bytesRead: z.number(),
  report: z.object({ id: z.string(), name: z.string() }).nullable(),
  source: z.string(),
  summary: uploadSummary.nullable(),
  failure: z.string().nullable(),
  failureCode: z.enum(uploadFailureCodes).nullable(),
  failureDetail: z.string().nullable(),
  /** Names of the busiest apps that were found, with their transactions. */
  apps: z.array(z.object({ name: z.string(), transactions: z.number() })),
});
export type UploadProgress = z.infer<typeof uploadProgress>;

export function progressOf(upload: ListedUpload, apps: UploadProgress["apps"]): UploadProgress {
  const { state, sizeBytes, bytesRead, streamId, report, source, summary, failure, failureCode, failureDetail } =
    upload;
  const into = streamId === null || report === null ? null : { id: streamId, name: report.name };
  const outcome = { summary, failure, failureCode, failureDetail, apps };
  return { state, sizeBytes, bytesRead, report: into, source, ...outcome };
}

/** Whether nothing more will happen to it. */
export function isSettled({ state }: Pick<UploadProgress, "state">): boolean {
  return state === "done" || state === "failed";
}

/** How much of its work is done, from 0 to 1. The bytes are those of the file as it was sent. */
export function shareOf(part: number, whole: number | null): number {
  return whole === null || whole <= 0 ? 0 : Math.min(1, part / whole);
}
