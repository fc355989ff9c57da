import { randomBytes } from "node:crypto";
import { recordEvent } from "../audit/record-event";
import { type Transaction, withTenant } from "../db/transaction";
import { type Caller, uploadableDiscovery, type Visibility } from "../domain/access";
import { globalViewName } from "../domain/discovery-stream";
import type { DiscoveryUpload } from "../domain/discovery-upload";
import { Failure } from "../domain/failure";
import { logSourceNamed } from "../domain/log-source";
import { enqueueJob } from "../jobs/enqueue-job";
import { sizeOfParts } from "../storage/file-parts";
import { parserOf } from "./choose-parser";
import { parseUploadJob } from "./parse-upload-job";
import { findDiscoverySettings } from "./settings-store";
import { insertOrFindStream } from "./stream-store";
import { findUploadForUpdate, markUploadQueued } from "./upload-store";
import { openUploadUrl } from "./upload-url";

export type FinishUploadInput = {
  /** The URL as it was given out. */
  uploadUrl: string;
  /** Name of a data source (or its id) or of a snapshot; made when there is none. */
  streamName: string;
  isSnapshot: boolean;
  /** Whether user names are kept encrypted only, besides what the report says by itself; null: as the tenant has set. */
  anonymizesUsers: boolean | null;
};

/**
 * Gives a file that was sent to its report and has it parsed in the background. A second call for the same file changes
 * nothing.
 * @throws Failure `forbidden` without `discovery:upload`; `invalid` for a URL that is none of this tenant's, to which
 * nothing was sent, or whose log nothing here can read
 */
export async function finishUpload(caller: Caller, input: FinishUploadInput, now: Date): Promise<{ uploadId: string }> {
  const visibility = uploadableDiscovery(caller.principal);
  const { tenantId } = visibility;
  const ticket = openUploadUrl(input.uploadUrl);
  if (ticket === null || ticket.tenantId !== tenantId) throw notOurs();
  if (input.streamName === globalViewName)
    throw new Failure("invalid", `${globalViewName} is the report over all data sources: name one of them`, {
      field: "inputStreamName",
    });
  await withTenant(tenantId, async (tx) => {
    const upload = await findUploadForUpdate(tx, visibility, ticket.uploadId);
    if (upload === null) throw notOurs();
    if (upload.state !== "open") return;
    if (upload.content === null)
      throw new Failure("invalid", "Nothing was sent to uploadUrl yet: PUT the file first", { field: "uploadUrl" });
    const anonymizesNew = input.anonymizesUsers ?? (await findDiscoverySettings(tx, visibility)).anonymizesUsers;
    const stream = await insertOrFindStream(tx, visibility, {
      id: randomBytes(12).toString("hex"),
      kind: input.isSnapshot ? "snapshot" : "input",
      name: input.streamName,
      logType: logSourceNamed(upload.source)?.logType ?? null,
      anonymizesUsers: anonymizesNew,
      createdAt: now,
    });
    const anonymizesUsers = stream.anonymizesUsers || (input.anonymizesUsers ?? false);
    const sizeBytes = sizeOfParts(upload.content);
    const { isSnapshot } = input;
    await queueUpload(tx, caller, visibility, { upload, stream, isSnapshot, anonymizesUsers, sizeBytes }, now);
  });
  return { uploadId: ticket.uploadId };
}

export type QueuedUpload = {
  upload: Pick<DiscoveryUpload, "id" | "fileName" | "source">;
  stream: { id: string; name: string };
  isSnapshot: boolean;
  anonymizesUsers: boolean;
  sizeBytes: number;
};

/**
 * Gives an upload that is held to its report and lets it wait for its parsing.
 * @throws Failure `invalid` when nothing here can read its log
 */
export async function queueUpload(
  tx: Transaction,
  caller: Caller,
  visibility: Visibility,
  { upload, stream, isSnapshot, anonymizesUsers, sizeBytes }: QueuedUpload,
  now: Date,
): Promise<void> {
  const { id, fileName, source } = upload;
  const customParser = await parserOf(tx, visibility, { source, stream, isSnapshot });
  const settings = { streamId: stream.id, anonymizesUsers, customParser };
  await markUploadQueued(tx, visibility, { id, sizeBytes, at: now, ...settings });
  await enqueueJob(tx, visibility.tenantId, parseUploadJob, { uploadId: id });
  await recordEvent(tx, caller, {
    action: "discovery.log-uploaded",
    target: { kind: "log-upload", id, name: fileName },
    detail: { source, sizeBytes, report: stream.name, isSnapshot, anonymizesUsers },
  });
}

function notOurs(): Failure {
  return new Failure("invalid", "uploadUrl is not a URL that upload_url gave out", { field: "uploadUrl" });
}
