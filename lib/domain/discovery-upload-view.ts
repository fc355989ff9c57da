import { z } from "zod";
import { DISCOVERY_SOURCES } from "./discovery-source";
import { uploadStates } from "./discovery-upload";
import { viewCursor, viewDirection, viewText } from "./list-view";

const sourceIds = new Set(DISCOVERY_SOURCES.map(({ id }) => id));

/** The list of uploads as its address holds it. Anything unreadable falls back to the default view. */
export const uploadView = z.object({
  /** Part of the file's name. */
  file: viewText,
  state: z.enum(uploadStates).nullable().catch(null).default(null),
  source: z
    .string()
    .refine((id) => sourceIds.has(id))
    .nullable()
    .catch(null)
    .default(null),
  /** The report that files went into, by its id. */
  report: z
    .string()
    .regex(/^[0-9a-f]{24}$/)
    .nullable()
    .catch(null)
    .default(null),
  direction: viewDirection,
  after: viewCursor,
  before: viewCursor,
});
export type UploadView = z.infer<typeof uploadView>;

/** Whether the view shows less than everything. */
export function isNarrowedUploads({ file, state, source, report }: UploadView): boolean {
  return file !== "" || state !== null || source !== null || report !== null;
}

export const reportListView = z.object({ after: viewCursor, before: viewCursor });
export type ReportListView = z.infer<typeof reportListView>;
