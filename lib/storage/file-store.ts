import { type Readable, Transform, type TransformCallback } from "node:stream";
import { Failure } from "../domain/failure";

/**
 * Where a file is kept. Every key begins with its tenant; the name is one to six segments with slashes between them, each of
 * letters, digits, dots, dashes and underscores.
 */
export type FileKey = { tenantId: string; name: string };

/** Bytes from `start` up to, not including, `end`; at least one. */
export type ByteRange = { start: number; end: number };

export type FileContent = AsyncIterable<Uint8Array>;

/**
 * Files outside the database. A file appears whole or not at all, and a second one under the same key takes the first one's
 * place. What is written was handed to the disk, or to the object store, when the promise resolves.
 */
export type FileStore = {
  /**
   * Writes a file from a stream, without holding it in memory.
   * @returns its size in bytes
   * @throws Failure `invalid` when there are more than `maximumBytes`; whatever the content throws. Nothing is left of either
   */
  put: (key: FileKey, content: FileContent, maximumBytes: number) => Promise<number>;
  /** Reads a file, or a part of it that it has. @throws Failure `not-found` */
  get: (key: FileKey, range?: ByteRange) => Promise<Readable>;
  /** The size in bytes, or null when there is no such file. */
  sizeOf: (key: FileKey) => Promise<number | null>;
  /** Removes a file; one that is not there is as good as removed. */
  remove: (key: FileKey) => Promise<void>;
  /** Removes every file whose name begins with this name and a slash. */
  removeFolder: (folder: FileKey) => Promise<void>;
  /** Lets go of connections. For a graceful stop. */
  close: () => Promise<void>;
};

const tenantShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const segmentShape = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/;
const segmentsMaximum = 6;

/**
 * The segments of a key, tenant first. No segment can be empty, begin with a dot or hold a separator, so a path made of them
 * stays where it begins.
 * @throws Error for a key that no code of ours makes
 */
export function segmentsOf({ tenantId, name }: FileKey): string[] {
  const segments = name.split("/");
  const isSound = segments.length <= segmentsMaximum && segments.every((segment) => segmentShape.test(segment));
  if (!tenantShape.test(tenantId) || !isSound) throw new Error(`Not a file key: ${JSON.stringify({ tenantId, name })}`);
  return [tenantId, ...segments];
}

/** Passes bytes on and counts them; fails with the first byte over the limit. */
export class ByteLimit extends Transform {
  bytes = 0;

  constructor(private readonly maximumBytes: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.bytes += chunk.length;
    const isTooLarge = this.bytes > this.maximumBytes;
    const sentence = `The file is larger than ${this.maximumBytes} bytes`;
    callback(isTooLarge ? new Failure("invalid", sentence, { messageKey: "fileTooLarge" }) : null, chunk);
  }
}
