import { randomUUID } from "node:crypto";
import { type Transaction, withTenant } from "../db/transaction";
import { Failure } from "../domain/failure";
import { type FilePart, partKey } from "../storage/file-parts";
import type { FileContent } from "../storage/file-store";
import { storage } from "../storage/storage";
import { changeReservedBytes, findUploadInSending, type UploadInSending } from "./upload-part-store";
import { uploadKey } from "./upload-url";

/** A sender that has not said how much it sends is given room in steps of this size. */
const stepBytes = 4 * 1024 * 1024;
/** One that has is asked again after this much whether it still may. */
const checkedBytes = 32 * 1024 * 1024;

type Upload = { tenantId: string; uploadId: string };

/** A part that is stored and does not count yet, and how much room was set aside for it. */
export type StoredPart = { part: FilePart; attempt: string | null; reserved: number };

type Sending = { content: FileContent; length?: number; attempt: string | null; bytesMaximum: number };

/**
 * Stores content under a name of its own, and sets its room aside in the upload's row before the bytes are taken: however
 * many senders there are, together they stay below the limit. Room of a process that was killed on the way stays taken
 * until the file is begun anew.
 * @throws Failure as `receiveUpload`; nothing is left then
 */
export async function storePart(upload: Upload, sending: Sending): Promise<StoredPart> {
  const name = randomUUID();
  const room = { reserved: 0 };
  const store = await storage();
  try {
    const metered = meteredContent(upload, sending, room);
    const bytes = await store.put(partKey(uploadKey(upload), name), metered, sending.bytesMaximum);
    return { part: { name, bytes }, attempt: sending.attempt, reserved: room.reserved };
  } catch (error) {
    await giveBack(upload, sending.attempt, room.reserved);
    throw error;
  }
}

/**
 * Makes a stored part count by `work`, in one transaction that holds the upload; or takes it away again when the upload is
 * not open any more or its sender may not.
 * @param work says which earlier part has lost its place, so that its room is free again
 */
export async function settlePart(
  upload: Upload,
  { part, attempt, reserved }: StoredPart,
  work: (tx: Transaction, found: UploadInSending) => Promise<FilePart | null>,
): Promise<FilePart | null> {
  try {
    return await withTenant(upload.tenantId, async (tx) => {
      const found = await findUploadInSending(tx, upload, { lock: true });
      refuseLate(found, attempt);
      const replaced = await work(tx, found);
      await changeReservedBytes(tx, upload, part.bytes - reserved - (replaced?.bytes ?? 0));
      return replaced;
    });
  } catch (error) {
    const state = await giveBack(upload, attempt, reserved);
    const store = await storage();
    // The parsing takes the file away in its end. When that is past, or the upload is gone, nobody else would.
    if (state === "open" || state === "queued" || state === "parsing")
      await store.remove(partKey(uploadKey(upload), part.name));
    else await store.removeFolder(uploadKey(upload));
    throw error;
  }
}

export function tooLarge(bytesMaximum: number): Failure {
  return new Failure("invalid", `The file is larger than ${bytesMaximum} bytes`, { messageKey: "fileTooLarge" });
}

async function* meteredContent(
  upload: Upload,
  { content, length, attempt, bytesMaximum }: Sending,
  room: { reserved: number },
): FileContent {
  let used = 0;
  for await (const chunk of content) {
    while (used + chunk.length > room.reserved) {
      const left = length === undefined ? stepBytes : Math.min(checkedBytes, length - room.reserved);
      room.reserved += await reserve(upload, attempt, Math.max(left, chunk.length), bytesMaximum);
    }
    used += chunk.length;
    yield chunk;
  }
}

/** @returns how many bytes were set aside: at least one, at most those asked for */
async function reserve(upload: Upload, attempt: string | null, bytes: number, bytesMaximum: number): Promise<number> {
  return withTenant(upload.tenantId, async (tx) => {
    const found = await findUploadInSending(tx, upload, { lock: true });
    refuseLate(found, attempt);
    const given = Math.min(bytes, bytesMaximum - found.reservedBytes);
    if (given <= 0) throw tooLarge(bytesMaximum);
    await changeReservedBytes(tx, upload, given);
    return given;
  });
}

/** @returns the upload's state, undefined when it is gone */
async function giveBack(upload: Upload, attempt: string | null, bytes: number): Promise<string | undefined> {
  return withTenant(upload.tenantId, async (tx) => {
    const found = await findUploadInSending(tx, upload, { lock: true });
    // A file that was begun anew counts from nothing.
    if (found?.attempt === attempt && bytes > 0) await changeReservedBytes(tx, upload, -bytes);
    return found?.state;
  });
}

function refuseLate(found: UploadInSending | null, attempt: string | null): asserts found is UploadInSending {
  if (found === null || found.state !== "open")
    throw new Failure("conflict", "This upload was finished or given up while the file was on its way");
  if (!found.isAllowed) throw new Failure("forbidden", "Whoever asked for this upload URL may not upload any more");
  if (found.attempt !== attempt) throw new Failure("conflict", "Another sender has begun this file anew");
}
