import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { notFound } from "../domain/failure";
import { ByteLimit, type FileKey, type FileStore, segmentsOf } from "./file-store";

/** Half-written files, out of the tenants' way; no tenant's id begins with a dot. */
const incoming = ".incoming";
const abandonedMilliseconds = 24 * 3_600_000;

/**
 * Files in a folder of this machine. A file is written beside its place, forced to disk and moved, so a killed process or
 * a power cut leaves the old file or the new one. Several processes on one machine may share the folder.
 */
export function folderStore(root: string): FileStore {
  const placeOf = (key: FileKey) => path.join(root, ...segmentsOf(key));
  return {
    put: async (key, content, maximumBytes) => {
      const place = placeOf(key);
      await removeAbandoned(path.join(root, incoming));
      const part = path.join(root, incoming, randomUUID());
      await mkdir(path.dirname(part), { recursive: true, mode: 0o700 });
      try {
        const bytes = await writeDurably(part, content, maximumBytes);
        await makeFolders(root, path.dirname(place));
        await rename(part, place);
        await syncFolder(path.dirname(place));
        return bytes;
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    get: async (key, range) => {
      const handle = await open(placeOf(key), "r").catch(absentAs(null));
      if (handle === null) throw notFound("file");
      const part = range === undefined ? {} : { start: range.start, end: range.end - 1 };
      return createReadStream("", { fd: handle, highWaterMark: 256 * 1024, ...part });
    },
    sizeOf: async (key) => {
      const found = await stat(placeOf(key)).catch(absentAs(null));
      return found?.isFile() ? found.size : null;
    },
    remove: (key) => rm(placeOf(key), { force: true }),
    removeFolder: (folder) => rm(placeOf(folder), { recursive: true, force: true }),
    close: async () => undefined,
  };
}

async function writeDurably(file: string, content: AsyncIterable<Uint8Array>, maximumBytes: number): Promise<number> {
  const limit = new ByteLimit(maximumBytes);
  // "flush" forces the file to disk before it is closed, and the pipeline ends with the close.
  const target = createWriteStream(file, { flags: "wx", mode: 0o600, flush: true });
  await pipeline(Readable.from(content, { objectMode: false }), limit, target);
  return limit.bytes;
}

/** Makes a folder below the root and forces the entry of each new one to disk. */
async function makeFolders(root: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length && made.length > root.length; made = path.dirname(made))
    await syncFolder(path.dirname(made));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A write that is a day old was begun by a process that is gone. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(absentAs([]))) {
    const file = path.join(folder, name);
    const found = await stat(file).catch(absentAs(null));
    if (found !== null && Date.now() - found.mtimeMs > abandonedMilliseconds) await rm(file, { force: true });
  }
}

function absentAs<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return value;
    throw error;
  };
}
