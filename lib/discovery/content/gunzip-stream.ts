import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { isLogFileFault, LogFileFault } from "@/lib/domain/discovery-file";
import type { ByteStream, UnpackLimits } from "./log-content";
import { UnpackGuard } from "./unpack-guard";

/**
 * The unpacked bytes of a gzip stream (also of several gzip members one after the other), with the caps on size and ratio.
 * @throws LogFileFault damaged-archive, archive-too-large
 */
export async function* gunzipStream(packed: ByteStream, limits: UnpackLimits): ByteStream {
  const guard = new UnpackGuard(limits);
  const counted = Readable.from(countPacked(packed, guard), { objectMode: false });
  const gunzip = createGunzip();
  // The error reaches the reader through the iterator of gunzip; the callback keeps pipeline from throwing it elsewhere.
  pipeline(counted, gunzip, () => undefined);
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      guard.addUnpacked(chunk.length);
      yield chunk;
    }
  } catch (error) {
    throw isLogFileFault(error) ? error : asDamaged(error);
  } finally {
    counted.destroy();
    gunzip.destroy();
  }
}

async function* countPacked(packed: ByteStream, guard: UnpackGuard): ByteStream {
  for await (const chunk of packed) {
    guard.addPacked(chunk.length);
    yield chunk;
  }
}

/** zlib's own words (incorrect data check, unexpected end of file) say what is wrong; other errors are not the file's. */
function asDamaged(error: unknown): unknown {
  const isZlib = error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
  return isZlib ? new LogFileFault("damaged-archive", error.message) : error;
}
