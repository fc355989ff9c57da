import type { Action } from "@/lib/domain/action-result";
import type { ReportImpact } from "@/lib/domain/discovery-report";

/** What the upload form asks the portal for. The file itself goes to `uploadUrl`, which the first answers. */
export type UploadActions = {
  open: Action<{ fileName: string; source: string }, { uploadUrl: string }>;
  finish: Action<
    { uploadUrl: string; streamName: string; isSnapshot: boolean; anonymizesUsers: boolean },
    { uploadId: string }
  >;
  cancel: Action<{ uploadUrl: string }, void>;
};

export type ReportActions = {
  weigh: Action<{ id: string }, ReportImpact>;
  delete: Action<{ id: string }, { name: string }>;
};
