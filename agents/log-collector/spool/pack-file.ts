import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { syncFolder } from "./disk";

const gzipMagic = Buffer.from([0x1f, 0x8b]);
const zipMagic = Buffer.from("PK\x03\x04", "latin1");
const unfinished = ".packing";

/** Whether a name is of a copy that was not completed: its original is still there. */
export function isUnfinished(name: string): boolean {
  return name.endsWith(unfinished);
}

/** The names that a file may have once it is packed. */
export function packedNames(name: string): string[] {
  return [name, `${name}.gz`, `${name}.zip`];
}

/**
 * Makes of the file `name` in `from` a gzip file in `to`, and removes the original once the new one is safe. What a device
 * packed itself only moves. The same bytes give the same file, so an attempt that was cut short is simply made again.
 * @returns its new name, its size, and its lines (null in what was packed before)
 */
export async function packFile(
  from: string,
  to: string,
  name: string,
): Promise<{ name: string; sizeBytes: number; lines: number | null }> {
  const source = path.join(from, name);
  const ending = await packedEnding(source);
  if (ending !== null) {
    const packedName = name.endsWith(ending) ? name : `${name}${ending}`;
    await rename(source, path.join(to, packedName));
    await syncFolder(to);
    return { name: packedName, sizeBytes: (await stat(path.join(to, packedName))).size, lines: null };
  }
  const packed = path.join(to, `${name}.gz`);
  const lines = await gzipTo(source, `${packed}${unfinished}`);
  await rename(`${packed}${unfinished}`, packed);
  await syncFolder(to);
  await rm(source);
  return { name: path.basename(packed), sizeBytes: (await stat(packed)).size, lines };
}

/** The ending of what is packed already; null for everything else. */
async function packedEnding(file: string): Promise<".gz" | ".zip" | null> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    const start = buffer.subarray(0, bytesRead);
    if (start.subarray(0, 2).equals(gzipMagic)) return ".gz";
    return start.equals(zipMagic) ? ".zip" : null;
  } finally {
    await handle.close();
  }
}

async function gzipTo(source: string, target: string): Promise<number> {
  let lines = 0;
  let last = 10;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      lines += lineFeedsIn(chunk);
      last = chunk.at(-1) ?? last;
      done(null, chunk);
    },
  });
  await pipeline(
    createReadStream(source, { highWaterMark: 256 * 1024 }),
    counter,
    createGzip({ level: 6 }),
    // Synced before it is closed.
    createWriteStream(target, { flush: true }),
  );
  return last === 10 ? lines : lines + 1;
}

/** Line feeds in a chunk; the search is the engine's own. */
export function lineFeedsIn(chunk: Buffer): number {
  let found = 0;
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) found += 1;
  return found;
}
