import { type FileHandle, open, rename } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isDiskFull, syncFolder } from "./disk";
import type { SpoolBudget } from "./spool-budget";

const retryMs = 1_000;

type Block = { bytes: Buffer; lines: number; done: () => void; failed: (error: unknown) => void };

/**
 * One file that grows by whole lines. What several senders append meanwhile is written in one go and synced in one go, so
 * that a promise to each costs little. A write that the disk refuses is taken back in full and tried again: the file never
 * holds half a block.
 */
export class LineFile {
  #handle: FileHandle | null = null;
  #size = 0;
  #lines = 0;
  /** When its first line came, on a clock that nobody sets. */
  #begunAt = 0;
  #isDirty = false;
  #blocks: Block[] = [];
  #pendingBytes = 0;
  #syncs: { done: () => void; failed: (error: unknown) => void }[] = [];
  #busy: Promise<void> = Promise.resolve();
  #isScheduled = false;

  constructor(
    readonly file: string,
    readonly budget: SpoolBudget,
    /** Ends the waiting for a full disk: what could not be written then fails, and nobody was promised it. */
    readonly signal: AbortSignal,
  ) {}

  get size(): number {
    return this.#size;
  }

  /** Appended and not written yet. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /** Milliseconds since its first line; 0 while it is empty. */
  ageMs(): number {
    return this.#size === 0 ? 0 : performance.now() - this.#begunAt;
  }

  /**
   * @param bytes whole lines, each with its line feed
   * @returns a promise that is kept once the lines outlive the death of this process
   */
  append(bytes: Buffer, lines: number): Promise<void> {
    this.#pendingBytes += bytes.length;
    const written = new Promise<void>((done, failed) => this.#blocks.push({ bytes, lines, done, failed }));
    this.#schedule();
    return written;
  }

  /** @returns a promise that is kept once all that was appended before outlives the death of the machine */
  sync(): Promise<void> {
    const synced = new Promise<void>((done, failed) => this.#syncs.push({ done, failed }));
    this.#schedule();
    return synced;
  }

  /** Syncs what the last second brought, if anything. */
  async syncIfDirty(): Promise<void> {
    if (this.#isDirty) await this.sync();
  }

  /**
   * Closes the file under a name of its own; the next line begins a new one.
   * @returns bytes and lines of the closed file; null when it was empty
   */
  closeAs(target: string): Promise<{ bytes: number; lines: number } | null> {
    const closed = this.#busy.then(() => this.#close(target));
    this.#busy = closed.then(
      () => {},
      () => {},
    );
    return closed;
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#busy = this.#busy.then(() => {
      this.#isScheduled = false;
      return this.#work();
    });
  }

  async #work(): Promise<void> {
    const blocks = this.#blocks.splice(0);
    const syncs = this.#syncs.splice(0);
    try {
      if (blocks.length > 0) await this.#write(blocks);
      if (syncs.length > 0 && this.#isDirty) await this.#handle?.datasync();
      if (syncs.length > 0) this.#isDirty = false;
      for (const { done } of [...blocks, ...syncs]) done();
    } catch (error) {
      for (const { failed } of [...blocks, ...syncs]) failed(error);
    } finally {
      for (const { bytes } of blocks) this.#pendingBytes -= bytes.length;
    }
  }

  async #write(blocks: readonly Block[]): Promise<void> {
    const bytes = Buffer.concat(blocks.map((block) => block.bytes));
    for (;;) {
      try {
        await this.#writeOnce(bytes);
        break;
      } catch (error) {
        if (!isDiskFull(error)) throw error;
        this.budget.noteRefusedWrite();
        await this.#handle?.truncate(this.#size);
        await wait(retryMs, undefined, { signal: this.signal });
      }
    }
    this.budget.noteWrite();
    if (this.#size === 0) this.#begunAt = performance.now();
    this.#size += bytes.length;
    for (const { lines } of blocks) this.#lines += lines;
    this.#isDirty = true;
  }

  async #writeOnce(bytes: Buffer): Promise<void> {
    this.#handle ??= await open(this.file, "w");
    for (let from = 0; from < bytes.length; ) {
      const { bytesWritten } = await this.#handle.write(bytes, from, bytes.length - from, this.#size + from);
      from += bytesWritten;
    }
  }

  async #close(target: string): Promise<{ bytes: number; lines: number } | null> {
    if (this.#handle === null || this.#size === 0) return null;
    await this.#handle.datasync();
    await this.#handle.close();
    const closed = { bytes: this.#size, lines: this.#lines };
    this.#handle = null;
    this.#size = 0;
    this.#lines = 0;
    this.#isDirty = false;
    await rename(this.file, target);
    await syncFolder(path.dirname(target));
    return closed;
  }
}
