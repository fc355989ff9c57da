/** The bytes of a file, in order. */
export type ByteStream = AsyncIterable<Uint8Array>;

/**
 * A stored log file that can be read from any byte: a file in a folder or an object in a bucket. Zip archives keep their
 * directory at the end, so a plain forward stream is not enough for them.
 */
export type StoredLog = {
  fileName: string;
  /** Bytes. */
  size: number;
  /** Reads from `start` up to, not including, `end`. */
  read: (start: number, end: number) => ByteStream;
};

/** One log inside what was uploaded: the file itself, or a member of its archive. */
export type LogMember = { name: string; content: ByteStream };

/** Caps against archives that unpack to more than anyone meant to send. */
export type UnpackLimits = {
  membersMaximum: number;
  /** Bytes over all members. */
  unpackedBytesMaximum: number;
  /** Unpacked bytes per packed byte. */
  ratioMaximum: number;
};

const GIB = 1024 ** 3;

/**
 * 20 files as in one snapshot; 50 GiB is ten times the largest upload; text logs compress 5 to 40 times, deflate can reach
 * 1,032.
 */
export const DEFAULT_UNPACK_LIMITS: UnpackLimits = {
  membersMaximum: 20,
  unpackedBytesMaximum: 50 * GIB,
  ratioMaximum: 200,
};
