import { LogFileFault } from "@/lib/domain/discovery-file";
import type { UnpackLimits } from "./log-content";

/** A small archive may unpack at any ratio: the ratio counts from here on. */
const RATIO_FREE_BYTES = 8 * 1024 * 1024;

/** Counts packed and unpacked bytes and stops an archive that unpacks to too much. */
export class UnpackGuard {
  #packed = 0;
  #unpacked = 0;

  constructor(private readonly limits: UnpackLimits) {}

  addPacked(bytes: number): void {
    this.#packed += bytes;
  }

  /** @throws LogFileFault archive-too-large */
  addUnpacked(bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked > this.limits.unpackedBytesMaximum)
      throw new LogFileFault("archive-too-large", `more than ${this.limits.unpackedBytesMaximum} bytes`);
    if (this.#unpacked > RATIO_FREE_BYTES && this.#unpacked > this.#packed * this.limits.ratioMaximum)
      throw new LogFileFault("archive-too-large", `more than ${this.limits.ratioMaximum} times its packed size`);
  }
}
