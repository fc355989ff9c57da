import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { z } from "zod";
import { Failure, notFound } from "../domain/failure";
import type { ByteRange, FileContent, FileKey, FileStore } from "./file-store";

/** Azure's own limits for a block blob: ids of at most 64 bytes (in base64), and this many blocks. */
const blockIdCharactersMaximum = 88;
const blocksMaximum = 50_000;

const blockList = z.array(z.object({ block: z.string(), bytes: z.number() }));

/**
 * Uploads in blocks, as Azure's clients send them: blocks come in any order and may come again; the list at the end says
 * which of them, in which order, are the file. They are not copied together: the file is read block by block.
 *
 * A block takes the place of an earlier one with the same id.
 * @throws Failure `invalid` for a wrong id, and when all blocks together are larger than `maximumBytes`
 */
export async function putBlock(
  store: FileStore,
  key: FileKey,
  blockId: string,
  content: FileContent,
  maximumBytes: number,
): Promise<void> {
  if (blockId.length === 0 || blockId.length > blockIdCharactersMaximum)
    throw new Failure("invalid", `A block id has 1 to ${blockIdCharactersMaximum} characters`, { field: "blockid" });
  const { files, bytes } = await store.measure(blocksOf(key));
  if (files >= blocksMaximum)
    throw new Failure("invalid", `A file has at most ${blocksMaximum} blocks`, { field: "blockid" });
  await store.put(blockKey(key, nameOf(blockId)), content, Math.max(0, maximumBytes - bytes));
}

/**
 * Makes the file out of the blocks that are listed, in the order of the list. A later list takes the earlier one's place.
 * @returns the file's size in bytes
 * @throws Failure `invalid` for a list that is empty or too long, or names a block that never arrived
 */
export async function commitBlocks(
  store: FileStore,
  key: FileKey,
  blockIds: readonly string[],
  maximumBytes: number,
): Promise<number> {
  if (blockIds.length === 0 || blockIds.length > blocksMaximum)
    throw new Failure("invalid", `The list names 1 to ${blocksMaximum} blocks`, { field: "blocklist" });
  const sizes = new Map<string, number>();
  for (const blockId of new Set(blockIds)) {
    const bytes = await store.sizeOf(blockKey(key, nameOf(blockId)));
    if (bytes === null)
      throw new Failure("invalid", "The list names a block that was not sent", { field: "blocklist" });
    sizes.set(nameOf(blockId), bytes);
  }
  const list = blockIds.map(nameOf).map((block) => ({ block, bytes: sizes.get(block) ?? 0 }));
  const total = list.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > maximumBytes)
    throw new Failure("invalid", `The file is larger than ${maximumBytes} bytes`, { messageKey: "fileTooLarge" });
  const text = Buffer.from(JSON.stringify(list));
  await store.put(listKey(key), Readable.from([text]), text.length);
  return total;
}

/** The size of a file that was put at once or in blocks; null while it is not whole. */
export async function uploadedSize(store: FileStore, key: FileKey): Promise<number | null> {
  const whole = await store.sizeOf(key);
  if (whole !== null) return whole;
  const list = await readList(store, key);
  return list === null ? null : list.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * Reads a file that was put at once or in blocks, or a part of it that it has.
 * @throws Failure `not-found` while it is not whole
 */
export async function readUpload(store: FileStore, key: FileKey, range?: ByteRange): Promise<Readable> {
  if ((await store.sizeOf(key)) !== null) return store.get(key, range);
  const list = await readList(store, key);
  if (list === null) throw notFound("file");
  return Readable.from(contentOf(store, key, list, range), { objectMode: false });
}

/** Removes a file with all its blocks, whether whole or not. */
export async function removeUpload(store: FileStore, key: FileKey): Promise<void> {
  await store.remove(listKey(key));
  await store.remove(key);
  await store.removeFolder(blocksOf(key));
}

async function* contentOf(
  store: FileStore,
  key: FileKey,
  list: z.infer<typeof blockList>,
  { start, end }: ByteRange = { start: 0, end: Number.MAX_SAFE_INTEGER },
): FileContent {
  let begin = 0;
  for (const { block, bytes } of list) {
    const part = { start: Math.max(0, start - begin), end: Math.min(bytes, end - begin) };
    if (part.start < part.end) yield* await store.get(blockKey(key, block), part);
    begin += bytes;
  }
}

async function readList(store: FileStore, key: FileKey): Promise<z.infer<typeof blockList> | null> {
  if ((await store.sizeOf(listKey(key))) === null) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of await store.get(listKey(key))) chunks.push(chunk);
  return blockList.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
}

function blocksOf({ tenantId, name }: FileKey): FileKey {
  return { tenantId, name: `${name}.blocks` };
}

function blockKey(key: FileKey, block: string): FileKey {
  return { tenantId: key.tenantId, name: `${key.name}.blocks/${block}` };
}

function listKey({ tenantId, name }: FileKey): FileKey {
  return { tenantId, name: `${name}.blocklist` };
}

/** Block ids are chosen by the client: only their digest becomes a name. */
function nameOf(blockId: string): string {
  return createHash("sha256").update(blockId).digest("hex");
}
