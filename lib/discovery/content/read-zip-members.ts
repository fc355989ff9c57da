import { Readable } from "node:stream";
import yauzl from "yauzl";
import { isLogFileFault, LogFileFault } from "@/lib/domain/discovery-file";
import type { ByteStream, LogMember, StoredLog, UnpackLimits } from "./log-content";
import { UnpackGuard } from "./unpack-guard";

/** Files that archivers of Apple and Windows add by themselves. */
const ARCHIVER_LITTER = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$)/;

/**
 * The logs in a zip archive, by its directory. All members are checked before the first is read: number, names
 * (`..`, absolute and drive names are refused, and links), encryption, sizes as stated; sizes as they really unpack while reading.
 * @throws LogFileFault
 */
export async function* readZipMembers(
  log: StoredLog,
  limits: UnpackLimits,
): AsyncGenerator<LogMember, void, undefined> {
  const zip = await openZip(log);
  const guard = new UnpackGuard(limits);
  try {
    for (const entry of await checkedEntries(zip, limits))
      yield { name: entry.fileName, content: unpack(zip, entry, guard) };
  } catch (error) {
    throw asFault(error);
  } finally {
    zip.close();
  }
}

class StoredLogReader extends yauzl.RandomAccessReader {
  constructor(private readonly log: StoredLog) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.log.read(start, end), { objectMode: false });
  }
}

function openZip(log: StoredLog): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true };
    yauzl.fromRandomAccessReader(new StoredLogReader(log), log.size, options, (error, zip) => {
      if (error) reject(asFault(error));
      else resolve(zip);
    });
  });
}

async function checkedEntries(zip: yauzl.ZipFile, limits: UnpackLimits): Promise<yauzl.Entry[]> {
  // An archive may also hold folders and litter; ten times the cap bounds the reading of its directory.
  if (zip.entryCount > limits.membersMaximum * 10)
    throw new LogFileFault("unsafe-archive", `more than ${limits.membersMaximum} files`);
  const entries: yauzl.Entry[] = [];
  let unpacked = 0;
  for await (const entry of directory(zip)) {
    if (entry.fileName.endsWith("/") || ARCHIVER_LITTER.test(entry.fileName)) continue;
    if (entry.isEncrypted()) throw new LogFileFault("encrypted-archive", shown(entry.fileName));
    if (isSymbolicLink(entry)) throw new LogFileFault("unsafe-archive", shown(entry.fileName));
    unpacked += entry.uncompressedSize;
    if (unpacked > limits.unpackedBytesMaximum)
      throw new LogFileFault("archive-too-large", `more than ${limits.unpackedBytesMaximum} bytes`);
    entries.push(entry);
  }
  if (entries.length > limits.membersMaximum)
    throw new LogFileFault("unsafe-archive", `more than ${limits.membersMaximum} files`);
  if (entries.length === 0) throw new LogFileFault("unsupported-file-type", "the archive is empty");
  return entries;
}

/** Archivers of Unix write the file's mode into the upper half of its attributes (PKWARE APPNOTE 4.4.15). */
function isSymbolicLink({ externalFileAttributes }: yauzl.Entry): boolean {
  return ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

async function* directory(zip: yauzl.ZipFile): AsyncGenerator<yauzl.Entry, void, undefined> {
  for (;;) {
    const entry = await nextEntry(zip);
    if (entry === null) return;
    yield entry;
  }
}

function nextEntry(zip: yauzl.ZipFile): Promise<yauzl.Entry | null> {
  return new Promise((resolve, reject) => {
    const settle = (deliver: () => void) => {
      zip.removeAllListeners("entry").removeAllListeners("end").removeAllListeners("error");
      deliver();
    };
    zip.once("entry", (entry: yauzl.Entry) => settle(() => resolve(entry)));
    zip.once("end", () => settle(() => resolve(null)));
    zip.once("error", (error: Error) => settle(() => reject(error)));
    zip.readEntry();
  });
}

async function* unpack(zip: yauzl.ZipFile, entry: yauzl.Entry, guard: UnpackGuard): ByteStream {
  guard.addPacked(entry.compressedSize);
  try {
    const stream = await openEntry(zip, entry);
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        guard.addUnpacked(chunk.length);
        yield chunk;
      }
    } finally {
      stream.destroy();
    }
  } catch (error) {
    throw asFault(error);
  }
}

function openEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}

/** What yauzl and zlib say about a bad archive is about the upload; an error of the storage underneath is not. */
function asFault(error: unknown): unknown {
  if (isLogFileFault(error) || !(error instanceof Error)) return error;
  if ("code" in error && !String(error.code).startsWith("Z_")) return error;
  if (/^(absolute path|invalid relative path|invalid characters in fileName)/.test(error.message))
    return new LogFileFault("unsafe-archive", "a file name that leaves its folder");
  return new LogFileFault("damaged-archive", shown(error.message));
}

function shown(text: string): string {
  return text.replace(/[^\x20-\x7e\u00a0-\uffff]/g, "?").slice(0, 120);
}
