import { deflateRawSync } from "node:zlib";
import type { StoredLog } from "./log-content";

export type ZipEntry = {
  name: string;
  content: Buffer;
  isEncrypted?: boolean;
  isSymbolicLink?: boolean;
  /** What the directory claims, when it lies. */
  claimedSize?: number;
};

/** A zip archive written by hand, so that tests can write one that no archiver would. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const packed = deflateRawSync(entry.content);
    const name = Buffer.from(entry.name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(entry.isEncrypted ? 0x801 : 0x800, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(checksum(entry.content), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(entry.claimedSize ?? entry.content.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), shared, name, packed]);
    const tail = Buffer.alloc(14);
    // The mode of a Unix file, in the upper half.
    if (entry.isSymbolicLink) tail.writeUInt32LE(0o120777 * 0x10000, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.from([20, entry.isSymbolicLink ? 3 : 0]), shared, tail, name]),
    );
    bodies.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, listing, Buffer.from("PK\x05\x06"), end]);
}

/** Bytes in memory as a stored log, read in chunks. */
export function storedLog(bytes: Uint8Array, fileName = "log", chunkBytes = 64 * 1024): StoredLog {
  return {
    fileName,
    size: bytes.length,
    read: async function* (start, end) {
      for (let at = start; at < end; at += chunkBytes) yield bytes.subarray(at, Math.min(end, at + chunkBytes));
    },
  };
}

/** CRC-32 of IEEE 802.3; Node 20.19 has it in zlib but its types do not. */
function checksum(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
