import { setTimeout as wait } from "node:timers/promises";
import { isDiskFull } from "./disk";
import { packFile } from "./pack-file";
import type { SpoolBudget } from "./spool-budget";
import { uploadNameOf, type WaitingFile } from "./waiting-file";

const retryMs = 5_000;

type PackQueueParts = {
  /** Folders of what is closed, and of what is packed. */
  from: string;
  to: string;
  budget: SpoolBudget;
  /** Ends what waits for room on the disk. */
  signal: AbortSignal;
  /** Frees what a full disk can spare. */
  makeRoom: () => Promise<void>;
  onTrouble: (error: unknown) => void;
};

/** The closed files of one data source, packed one after the other. */
export class PackQueue {
  #bytes = 0;
  #going: Promise<void> = Promise.resolve();

  constructor(readonly parts: PackQueueParts) {}

  /** Of the files that are not packed yet. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @param onPacked told the packed file with its lines; null for what a device had packed itself */
  add(name: string, bytes: number, onPacked: (file: WaitingFile, lines: number | null) => void): void {
    const { budget } = this.parts;
    this.#bytes += bytes;
    this.#going = this.#going.then(async () => {
      const packed = await this.#packWhenPossible(name);
      if (packed === null) return;
      this.#bytes -= bytes;
      budget.take(packed.sizeBytes);
      budget.give(bytes);
      onPacked({ name: packed.name, uploadName: uploadNameOf(packed.name), sizeBytes: packed.sizeBytes }, packed.lines);
    });
  }

  /** Waits until all that was added is packed. */
  emptied(): Promise<void> {
    return this.#going;
  }

  /** A full disk has no room for the packed file beside its original: files that were sent make some. */
  async #packWhenPossible(name: string): Promise<Awaited<ReturnType<typeof packFile>> | null> {
    const { from, to, signal, makeRoom, onTrouble } = this.parts;
    for (;;) {
      try {
        return await packFile(from, to, name);
      } catch (error) {
        if (signal.aborted) return null;
        onTrouble(error);
        if (!isDiskFull(error)) return null;
        await makeRoom();
        await wait(retryMs, undefined, { signal }).catch(() => {});
      }
    }
  }
}
