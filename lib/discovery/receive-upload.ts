import { withTenant } from "../db/transaction";
import { uploadBytesMaximum } from "../domain/discovery-upload";
import { Failure } from "../domain/failure";
import { commitBlocks, putBlock, removeUpload } from "../storage/block-upload";
import type { FileContent, FileKey, FileStore } from "../storage/file-store";
import { storage } from "../storage/storage";
import { findUploadState } from "./upload-store";
import { openUploadUrl, uploadKey } from "./upload-url";

/** What one request of a sender holds: the whole file, a block of it, or the list of the blocks that are the file. */
export type UploadPart =
  | { kind: "file"; content: FileContent }
  | { kind: "block"; blockId: string; content: FileContent }
  | { kind: "block-list"; blockIds: readonly string[] };

/**
 * Whether a URL takes a file at this moment. Asked before a body is read.
 * @throws Failure `forbidden` for a URL that was not signed here or has expired; `not-found` and `conflict` for an upload
 * that is gone or finished
 */
export async function admitUpload(url: string, now: Date): Promise<{ tenantId: string; uploadId: string }> {
  const ticket = openUploadUrl(url);
  if (ticket === null || ticket.expiresAt <= now)
    throw new Failure("forbidden", "This upload URL is not valid, or not any more: ask for a new one");
  const { tenantId, uploadId } = ticket;
  const state = await withTenant(tenantId, (tx) => findUploadState(tx, uploadId));
  if (state === null) throw new Failure("not-found", "This upload is gone: ask for a new URL");
  if (state !== "open") throw new Failure("conflict", "This upload is finished already");
  return { tenantId, uploadId };
}

/**
 * Keeps what a sender sends, as it comes, without holding it in memory. A second file takes the first one's place.
 * @throws Failure `invalid` when it is larger than 5 GB, or names blocks that were not sent; `conflict` when the upload was
 * finished or given up meanwhile
 */
export async function receiveUpload(
  upload: { tenantId: string; uploadId: string },
  part: UploadPart,
  bytesMaximum = uploadBytesMaximum,
): Promise<void> {
  const store = await storage();
  const key = uploadKey(upload);
  await keep(store, key, part, bytesMaximum);
  const state = await withTenant(upload.tenantId, (tx) => findUploadState(tx, upload.uploadId));
  if (state === "open") return;
  // The parsing takes the file away in its end. When that is past, or the upload is gone, nobody else would.
  if (state !== "queued" && state !== "parsing") await removeUpload(store, key);
  throw new Failure("conflict", "This upload was finished or given up while the file was on its way");
}

async function keep(store: FileStore, key: FileKey, part: UploadPart, bytesMaximum: number): Promise<void> {
  switch (part.kind) {
    case "file":
      await removeUpload(store, key);
      await store.put(key, part.content, bytesMaximum);
      return;
    case "block":
      return putBlock(store, key, part.blockId, part.content, bytesMaximum);
    case "block-list":
      await store.remove(key);
      await commitBlocks(store, key, part.blockIds, bytesMaximum);
  }
}
