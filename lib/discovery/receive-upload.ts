import { createHash, randomUUID } from "node:crypto";
import { type Transaction, withTenant } from "../db/transaction";
import { uploadBytesMaximum } from "../domain/discovery-upload";
import { Failure } from "../domain/failure";
import { partKey, sizeOfParts } from "../storage/file-parts";
import type { FileContent } from "../storage/file-store";
import { storage } from "../storage/storage";
import { settlePart, storePart, tooLarge } from "./upload-part";
import {
  findBlocks,
  findUploadInSending,
  markAttemptBegun,
  replaceBlock,
  saveContent,
  type UploadInSending,
} from "./upload-part-store";
import { openUploadUrl, uploadKey } from "./upload-url";

/** Azure's own limits for a block blob: ids of at most 64 bytes (in base64), and this many blocks. */
const blockIdCharactersMaximum = 88;
const blocksMaximum = 50_000;

/**
 * What one request of a sender holds: the whole file, a block of it, or the list of the blocks that are the file.
 * `length` is the content's in bytes, where the sender has said it.
 */
export type UploadPart =
  | { kind: "file"; content: FileContent; length?: number }
  | { kind: "block"; blockId: string; content: FileContent; length?: number }
  | { kind: "block-list"; blockIds: readonly string[] };

type Upload = { tenantId: string; uploadId: string };

/**
 * Whether a URL takes a file at this moment. Asked before a body is read.
 * @throws Failure `forbidden` for a URL that was not signed here or has expired, and when whoever asked for it may not upload
 * any more: their token revoked, they or their tenant shut out; `not-found` and `conflict` for an upload that is gone or
 * finished
 */
export async function admitUpload(url: string, now: Date): Promise<Upload> {
  const ticket = openUploadUrl(url);
  if (ticket === null || ticket.expiresAt <= now)
    throw new Failure("forbidden", "This upload URL is not valid, or not any more: ask for a new one");
  const { tenantId, uploadId } = ticket;
  const upload = await withTenant(tenantId, (tx) => findUploadInSending(tx, ticket));
  if (upload === null) throw new Failure("not-found", "This upload is gone: ask for a new URL");
  if (!upload.isAllowed) throw new Failure("forbidden", "Whoever asked for this upload URL may not upload any more");
  if (upload.state !== "open") throw new Failure("conflict", "This upload is finished already");
  return { tenantId, uploadId };
}

/**
 * Keeps what a sender sends, as it comes, without holding it in memory. A second file takes the first one's place, a second
 * block that of the one with its id. All that is stored of an upload stays below the limit, however many send at once; a
 * block costs the same however many there are.
 * @throws Failure `invalid` when it is larger than 5 GB, or names blocks that were not sent; `forbidden` when the sender was
 * shut out meanwhile; `conflict` when the upload was finished or given up meanwhile, or another sender began the file anew
 */
export async function receiveUpload(
  upload: Upload,
  part: UploadPart,
  bytesMaximum = uploadBytesMaximum,
): Promise<void> {
  switch (part.kind) {
    case "file":
      return receiveFile(upload, part, bytesMaximum);
    case "block":
      return receiveBlock(upload, part, bytesMaximum);
    case "block-list":
      return withTenant(upload.tenantId, (tx) => commitBlocks(tx, upload, part.blockIds, bytesMaximum));
  }
}

async function receiveFile(
  upload: Upload,
  { content, length }: { content: FileContent; length?: number },
  bytesMaximum: number,
): Promise<void> {
  const attempt = randomUUID();
  await withTenant(upload.tenantId, async (tx) => {
    await holdOpenUpload(tx, upload);
    await markAttemptBegun(tx, upload, attempt);
  });
  const store = await storage();
  // Nothing of it counts any more. A sender that was overtaken takes away what it still wrote.
  await store.removeFolder(uploadKey(upload));
  const stored = await storePart(upload, { content, ...(length !== undefined && { length }), attempt, bytesMaximum });
  await settlePart(upload, stored, async (tx) => {
    await saveContent(tx, upload, [stored.part]);
    return null;
  });
}

async function receiveBlock(
  upload: Upload,
  { blockId, content, length }: { blockId: string; content: FileContent; length?: number },
  bytesMaximum: number,
): Promise<void> {
  if (blockId.length === 0 || blockId.length > blockIdCharactersMaximum)
    throw new Failure("invalid", `A block id has 1 to ${blockIdCharactersMaximum} characters`, { field: "blockid" });
  const { attempt } = await withTenant(upload.tenantId, async (tx) => holdOpenUpload(tx, upload));
  const stored = await storePart(upload, { content, ...(length !== undefined && { length }), attempt, bytesMaximum });
  const earlier = await settlePart(upload, stored, async (tx, { blockCount, content: file }) => {
    const replaced = await replaceBlock(tx, upload, digestOf(blockId), stored.part);
    if (replaced === null && blockCount >= blocksMaximum)
      throw new Failure("invalid", `A file has at most ${blocksMaximum} blocks`, { field: "blockid" });
    // What a list has made the file of stays, until another list says otherwise.
    return file?.some(({ name }) => name === replaced?.name) ? null : replaced;
  });
  if (earlier !== null) await (await storage()).remove(partKey(uploadKey(upload), earlier.name));
}

/** Makes the file out of the blocks that are listed, in the order of the list. A later list takes the earlier one's place. */
async function commitBlocks(
  tx: Transaction,
  upload: Upload,
  blockIds: readonly string[],
  bytesMaximum: number,
): Promise<void> {
  if (blockIds.length === 0 || blockIds.length > blocksMaximum)
    throw new Failure("invalid", `The list names 1 to ${blocksMaximum} blocks`, { field: "blocklist" });
  await holdOpenUpload(tx, upload);
  const blocks = await findBlocks(tx, upload);
  const parts = blockIds.map((blockId) => {
    const part = blocks.get(digestOf(blockId));
    if (part === undefined)
      throw new Failure("invalid", "The list names a block that was not sent", { field: "blocklist" });
    return part;
  });
  if (sizeOfParts(parts) > bytesMaximum) throw tooLarge(bytesMaximum);
  await saveContent(tx, upload, parts);
}

/** Lets no other sender of this upload come between. */
async function holdOpenUpload(tx: Transaction, upload: Upload): Promise<UploadInSending> {
  const found = await findUploadInSending(tx, upload, { lock: true });
  if (found === null || found.state !== "open")
    throw new Failure("conflict", "This upload was finished or given up while the file was on its way");
  return found;
}

/** Block ids are chosen by the client: only their digest is kept. */
function digestOf(blockId: string): string {
  return createHash("sha256").update(blockId).digest("hex");
}
