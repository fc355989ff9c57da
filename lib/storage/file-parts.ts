import { Readable } from "node:stream";
import { z } from "zod";
import type { ByteRange, FileContent, FileKey, FileStore } from "./file-store";

/** A stored piece of a file. Its name is never used twice, so what a list of parts says can no longer change. */
export type FilePart = z.infer<typeof filePart>;
const filePart = z.object({ name: z.uuid(), bytes: z.number().int().nonnegative() });

/** The parts that are a file, in order. They are not copied together: the file is read part by part. */
export const fileParts = z.array(filePart);

/** Where a part of a file is kept. */
export function partKey({ tenantId, name }: FileKey, part: string): FileKey {
  return { tenantId, name: `${name}/${part}` };
}

/** The size of a file in bytes. */
export function sizeOfParts(parts: readonly FilePart[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Reads a file out of its parts, or a range of it that it has. @throws Failure `not-found` where a part is gone */
export function readParts(store: FileStore, key: FileKey, parts: readonly FilePart[], range?: ByteRange): Readable {
  return Readable.from(contentOf(store, key, parts, range), { objectMode: false });
}

async function* contentOf(
  store: FileStore,
  key: FileKey,
  parts: readonly FilePart[],
  { start, end }: ByteRange = { start: 0, end: Number.MAX_SAFE_INTEGER },
): FileContent {
  let begin = 0;
  for (const { name, bytes } of parts) {
    const range = { start: Math.max(0, start - begin), end: Math.min(bytes, end - begin) };
    if (range.start < range.end) yield* await store.get(partKey(key, name), range);
    begin += bytes;
  }
}
