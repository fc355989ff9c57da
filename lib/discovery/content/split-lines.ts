import { LogFileFault } from "@/lib/domain/discovery-file";
import type { ByteStream } from "./log-content";

/** Characters. The longest real lines are URLs of some 8,000 characters inside CEF. */
export const LINE_LENGTH_MAXIMUM = 65_536;

/** A line of the file, or null in the place of one that is longer than the maximum. */
export type RawLine = string | null;

export type SplitOptions = {
  /** A WHATWG encoding label such as `big5` for logs that are not UTF-8. A byte order mark wins over it. */
  encoding?: string;
  lineLengthMaximum?: number;
  /** Hears every piece of the text, before it is cut into lines. */
  onText?: (text: string) => void;
};

/** Control bytes that no text log holds, up to a few from a broken line. */
const BINARY_SHARE_MAXIMUM = 0.02;

/**
 * Cuts bytes into lines (LF or CRLF), one array per chunk, with memory bounded by the chunk and one line. Empty lines
 * and too long ones keep their place, so that an array's entries can be numbered.
 * @throws LogFileFault unsupported-file-type when the first chunk is not text, unsupported-encoding
 */
export async function* splitLines(
  content: AsyncIterable<Uint8Array | string>,
  options: SplitOptions = {},
): AsyncGenerator<RawLine[], void, undefined> {
  const maximum = options.lineLengthMaximum ?? LINE_LENGTH_MAXIMUM;
  let rest = "";
  let isOverlong = false;
  for await (const text of decode(content, options.encoding)) {
    options.onText?.(text);
    const lines: RawLine[] = [];
    const pieces = text.split("\n");
    const last = pieces.length - 1;
    for (let index = 0; index < last; index += 1) {
      const piece = pieces[index] ?? "";
      const line = index === 0 ? rest + piece : piece;
      lines.push((isOverlong && index === 0) || line.length > maximum ? null : withoutReturn(line));
    }
    if (last > 0) {
      rest = "";
      isOverlong = false;
    }
    rest = isOverlong ? "" : rest + (pieces[last] ?? "");
    if (rest.length > maximum) {
      isOverlong = true;
      rest = "";
    }
    if (lines.length > 0) yield lines;
  }
  if (isOverlong) yield [null];
  else if (rest !== "") yield [withoutReturn(rest)];
}

function withoutReturn(line: string): string {
  return line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line;
}

async function* decode(
  content: AsyncIterable<Uint8Array | string>,
  encoding: string | undefined,
): AsyncGenerator<string, void, undefined> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of content) {
    if (typeof chunk === "string") {
      yield chunk;
      continue;
    }
    if (chunk.length === 0) continue;
    if (!decoder) {
      const found = markedEncoding(chunk);
      if (found === undefined) refuseBinary(chunk);
      decoder = decoderOf(found ?? encoding ?? "utf-8");
    }
    yield decoder.decode(chunk, { stream: true });
  }
  const end = decoder?.decode();
  if (end) yield end;
}

function markedEncoding(chunk: Uint8Array): string | undefined {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return "utf-16le";
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return "utf-16be";
  if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) return "utf-8";
  return undefined;
}

function refuseBinary(chunk: Uint8Array): void {
  let controls = 0;
  const length = Math.min(chunk.length, 4096);
  for (let index = 0; index < length; index += 1) {
    const byte = chunk[index] ?? 0;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls += 1;
  }
  if (controls > length * BINARY_SHARE_MAXIMUM)
    throw new LogFileFault("unsupported-file-type", "its content is not text (UTF-16 text needs a byte order mark)");
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding);
  } catch {
    throw new LogFileFault("unsupported-encoding", encoding.slice(0, 40));
  }
}

/** The bytes as they pass, with a call per chunk, for progress. */
export async function* observeBytes(content: ByteStream, onBytes: (bytes: number) => void): ByteStream {
  for await (const chunk of content) {
    onBytes(chunk.length);
    yield chunk;
  }
}
