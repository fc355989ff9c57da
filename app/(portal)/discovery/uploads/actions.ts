"use server";

import { cancelUpload } from "@/lib/discovery/cancel-upload";
import { deleteSnapshot, weighSnapshot } from "@/lib/discovery/delete-snapshot";
import { finishUpload } from "@/lib/discovery/finish-upload";
import { openUpload } from "@/lib/discovery/open-upload";
import { reportIdInput } from "@/lib/domain/discovery-report";
import { cancelUploadInput, finishUploadInput, openUploadInput } from "@/lib/domain/discovery-upload";
import { memberAction } from "@/lib/web/action";

/** Answers where the browser sends the file: on this portal, without its session. */
export const openUploadAction = memberAction(openUploadInput, async (caller, input) => ({
  uploadUrl: await openUpload(caller, input, new Date()),
}));

export const finishUploadAction = memberAction(finishUploadInput, (caller, input) =>
  finishUpload(caller, input, new Date()),
);

export const cancelUploadAction = memberAction(cancelUploadInput, cancelUpload);

export const weighSnapshotAction = memberAction(reportIdInput, weighSnapshot);

export const deleteSnapshotAction = memberAction(reportIdInput, deleteSnapshot);
