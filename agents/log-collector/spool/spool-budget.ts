import { statfs } from "node:fs/promises";

/** Room is there again once this much is free below the bound, so that a full spool does not flicker. */
const headroomBytes = 256 * 1024;

export type SpoolLimits = {
  /** Bytes that may wait over all data sources. */
  spoolBytes: number;
  /** Bytes of the disk that are left to others. */
  keepFreeBytes: number;
};

/**
 * How much may wait on the disk. It is asked before bytes are taken; what was taken is given back when the file is gone.
 * Two things can fill it: the bound, and a disk that has less than `keepFreeBytes` left, whoever used it up.
 */
export class SpoolBudget {
  #used = 0;
  #freeBytes = Number.POSITIVE_INFINITY;
  /** The disk refused a write: full whatever its size says. */
  #refusedWrite = false;
  #waiting: (() => void)[] = [];

  constructor(
    readonly folder: string,
    readonly limits: SpoolLimits,
  ) {}

  get usedBytes(): number {
    return this.#used;
  }

  get freeDiskBytes(): number {
    return Number.isFinite(this.#freeBytes) ? this.#freeBytes : 0;
  }

  /** Why nothing more is taken, in a sentence; null while there is room. */
  get fullBecause(): string | null {
    const { spoolBytes, keepFreeBytes } = this.limits;
    if (this.#refusedWrite) return `The disk of ${this.folder} is full: new lines are not taken until there is room`;
    if (this.#freeBytes < keepFreeBytes)
      return `The disk of ${this.folder} has ${this.#freeBytes} bytes left, less than the ${keepFreeBytes} that --keep-free leaves to others: new lines are not taken until there is room`;
    if (this.#used + headroomBytes > spoolBytes)
      return `${this.#used} bytes wait in ${this.folder}, as much as --spool-max lets wait: new lines are not taken until the portal has taken some`;
    return null;
  }

  /** @returns false when there is no room; nothing is taken then */
  tryTake(bytes: number): boolean {
    if (this.#refusedWrite || this.#freeBytes < this.limits.keepFreeBytes) return false;
    if (this.#used + bytes > this.limits.spoolBytes) return false;
    this.#used += bytes;
    return true;
  }

  /** For what is on the disk already, whether or not it fits. */
  take(bytes: number): void {
    this.#used += bytes;
  }

  give(bytes: number): void {
    this.#used = Math.max(0, this.#used - bytes);
    this.#wakeIfRoom();
  }

  noteRefusedWrite(): void {
    this.#refusedWrite = true;
  }

  noteWrite(): void {
    if (!this.#refusedWrite) return;
    this.#refusedWrite = false;
    this.#wakeIfRoom();
  }

  /** Waits until there may be room, or `signal` ends the waiting. */
  room(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener("abort", wake);
        resolve();
      };
      signal.addEventListener("abort", wake, { once: true });
      this.#waiting.push(wake);
      this.#wakeIfRoom();
    });
  }

  /** Looks at the disk; to be called every few seconds. */
  async lookAtDisk(): Promise<void> {
    const { bavail, bsize } = await statfs(this.folder);
    this.#freeBytes = bavail * bsize;
    // The next write tries again; where free bytes are shown and yet refused, a quota may have been raised.
    if (this.#freeBytes > headroomBytes) this.#refusedWrite = false;
    this.#wakeIfRoom();
  }

  #wakeIfRoom(): void {
    if (this.#waiting.length === 0 || this.fullBecause !== null) return;
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
