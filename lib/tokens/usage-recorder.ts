import { type RecordedCall, UsageBuffer } from "./usage-buffer";
import type { CallCountRow, UseRow } from "./usage-store";

export type UsageSink = {
  /** Moves last uses forward. Doing it twice is the same as once. */
  saveUses: (rows: UseRow[]) => Promise<void>;
  /** Adds counts; a batch number that was written before adds nothing, so that a retry after a lost answer counts once. */
  saveCounts: (batch: number, rows: CallCountRow[]) => Promise<void>;
  /** The data itself is refused: no retry would help. */
  isUnwritable: (error: unknown) => boolean;
  onRetry: (error: unknown) => void;
  onLoss: (error: unknown, rows: number) => void;
};

type Batch = { rows: number; save: () => Promise<void> };

const batchRows = 1_000;
const flushAtRows = 5_000;
const flushEveryMilliseconds = 5_000;
const firstUseMilliseconds = 100;
/** Tokens whose first use in this process has been hurried; beyond that the memory begins anew and some are hurried twice. */
const hurriedMaximum = 50_000;

/**
 * Writes recorded calls in batches: every 5 seconds, at 5,000 rows, or at once after the first call of a token. One flush is
 * on its way at a time. A batch that fails stays first in line until it is written, so an outage loses nothing; a process
 * that is killed loses what it had not flushed, at most 5 seconds or the time of one flush.
 */
export class UsageRecorder {
  readonly #buffer = new UsageBuffer();
  #waiting: Batch[] = [];
  #batches = 0;
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Number.POSITIVE_INFINITY;
  #flight: Promise<void> | undefined;
  readonly #hurried = new Set<string>();

  constructor(private readonly sink: UsageSink) {}

  /** Takes one call. Never throws and never waits: the answer has already gone out. */
  record(call: RecordedCall): void {
    this.#buffer.add(call);
    if (!this.#hurried.has(call.tokenId)) {
      if (this.#hurried.size >= hurriedMaximum) this.#hurried.clear();
      this.#hurried.add(call.tokenId);
      this.#schedule(firstUseMilliseconds);
    } else this.#schedule(this.#buffer.size >= flushAtRows ? 0 : flushEveryMilliseconds);
  }

  /** Writes everything that was recorded before. For a graceful stop, and for whoever needs the numbers right now. */
  async flush(): Promise<void> {
    await this.#flight;
    this.#flight ??= this.#write().finally(() => {
      this.#flight = undefined;
    });
    await this.#flight;
  }

  async #write(): Promise<void> {
    if (!(await this.#sendWaiting())) return;
    const { uses, counts } = this.#buffer.drain();
    for (const rows of chunksOf(uses)) this.#waiting.push({ rows: rows.length, save: () => this.sink.saveUses(rows) });
    for (const rows of chunksOf(counts)) {
      this.#batches += 1;
      const batch = this.#batches;
      this.#waiting.push({ rows: rows.length, save: () => this.sink.saveCounts(batch, rows) });
    }
    await this.#sendWaiting();
  }

  /** Whether all of them are written, or lost for good. */
  async #sendWaiting(): Promise<boolean> {
    for (let batch = this.#waiting[0]; batch !== undefined; batch = this.#waiting[0]) {
      try {
        await batch.save();
      } catch (error) {
        if (!this.sink.isUnwritable(error)) {
          this.sink.onRetry(error);
          this.#schedule(flushEveryMilliseconds);
          return false;
        }
        this.sink.onLoss(error, batch.rows);
      }
      this.#waiting.shift();
    }
    return true;
  }

  #schedule(milliseconds: number): void {
    const dueAt = performance.now() + milliseconds;
    if (dueAt >= this.#dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => {
      this.#dueAt = Number.POSITIVE_INFINITY;
      void this.flush();
    }, milliseconds);
    // A waiting flush must not keep a stopping process alive; the stop flushes by itself.
    this.#timer.unref();
  }
}

function chunksOf<Row>(rows: Row[]): Row[][] {
  const count = Math.ceil(rows.length / batchRows);
  return Array.from({ length: count }, (_, index) => rows.slice(index * batchRows, (index + 1) * batchRows));
}
