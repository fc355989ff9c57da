import { LogFileFault } from "@/lib/domain/discovery-file";
import { gunzipStream } from "./gunzip-stream";
import type { ByteStream, LogMember, StoredLog, UnpackLimits } from "./log-content";
import { DEFAULT_UNPACK_LIMITS } from "./log-content";
import { readZipMembers } from "./read-zip-members";

const MAGIC_LENGTH = 4;

/** Starts of files that people upload by mistake; a name in the refusal tells them what they sent. */
const FOREIGN_MAGIC: readonly { bytes: readonly number[]; name: string }[] = [
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: "PNG image" },
  { bytes: [0xff, 0xd8, 0xff], name: "JPEG image" },
  { bytes: [0x47, 0x49, 0x46, 0x38], name: "GIF image" },
  { bytes: [0x25, 0x50, 0x44, 0x46], name: "PDF document" },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], name: "7z archive" },
  { bytes: [0x52, 0x61, 0x72, 0x21], name: "RAR archive" },
  { bytes: [0x42, 0x5a, 0x68], name: "bzip2 archive" },
  { bytes: [0xfd, 0x37, 0x7a, 0x58], name: "xz archive" },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], name: "zstd archive" },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], name: "program" },
  { bytes: [0xd4, 0xc3, 0xb2, 0xa1], name: "packet capture" },
  { bytes: [0x0a, 0x0d, 0x0d, 0x0a], name: "packet capture" },
];

/**
 * Opens an uploaded log as one or more streams of text bytes, by content and not by file name: plain text, gzip, or zip
 * of one level. Members must be read one after the other, each to its end or to a `return`. Memory is constant.
 * An empty file has no member.
 * @throws LogFileFault for other file types, encryption, archives in archives, more than the limits, unsafe names
 */
export async function* openLog(
  log: StoredLog,
  limits: UnpackLimits = DEFAULT_UNPACK_LIMITS,
): AsyncGenerator<LogMember, void, undefined> {
  // Storages differ in what they say to a range of nothing, so an empty file is not asked for.
  if (log.size === 0) return;
  const magic = await firstBytes(log);
  if (startsWith(magic, [0x1f, 0x8b])) {
    yield { name: log.fileName, content: refuseNested(gunzipStream(log.read(0, log.size), limits)) };
  } else if (startsWith(magic, [0x50, 0x4b])) {
    for await (const member of readZipMembers(log, limits))
      yield { name: member.name, content: refuseNested(member.content) };
  } else {
    refuseForeign(magic);
    yield { name: log.fileName, content: log.read(0, log.size) };
  }
}

async function firstBytes(log: StoredLog): Promise<Uint8Array> {
  const magic: number[] = [];
  for await (const chunk of log.read(0, Math.min(MAGIC_LENGTH, log.size))) magic.push(...chunk);
  return Uint8Array.from(magic);
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

function refuseForeign(magic: Uint8Array): void {
  const foreign = FOREIGN_MAGIC.find((known) => startsWith(magic, known.bytes));
  if (foreign) throw new LogFileFault("unsupported-file-type", `this is a ${foreign.name}`);
}

async function* refuseNested(content: ByteStream): ByteStream {
  let isFirst = true;
  for await (const chunk of content) {
    if (isFirst && chunk.length > 0) {
      isFirst = false;
      if (startsWith(chunk, [0x1f, 0x8b]) || startsWith(chunk, [0x50, 0x4b, 0x03, 0x04]))
        throw new LogFileFault("unsafe-archive", "an archive inside the archive; pack the logs once only");
      refuseForeign(chunk);
    }
    yield chunk;
  }
}
