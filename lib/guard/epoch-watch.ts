import type { EpochAnswer, KnownEpoch } from "./known-epoch";
import { showEveryMilliseconds } from "./times";

/** What a process asks and tells the database about epochs. Each rejects when the database is in trouble. */
export type EpochLine = {
  /** What happened since an epoch; nothing when null. */
  poll(known: number | null): Promise<EpochAnswer>;
  /** Shows this process in the registry, with the epoch up to which it knows every change. */
  show(applied: number): Promise<void>;
};

/**
 * Keeps this process up to date: asks what happened, and shows itself in the registry. Polls come one after another, and so
 * do showings; when, is for the caller to decide.
 */
export class EpochWatch {
  #shown: { at: number; applied: number } | null = null;
  #showing: Promise<void> | undefined;

  constructor(
    private readonly known: KnownEpoch,
    private readonly line: EpochLine,
  ) {}

  /** Asks once, and takes the answer in. Afterwards the process shows itself where that is due, which is not waited for. */
  async poll(): Promise<void> {
    const askedAt = this.known.now();
    const answer = await this.line.poll(this.known.epoch).catch((error: unknown) => {
      this.known.noteOutage();
      throw error;
    });
    this.known.apply(answer, askedAt);
    if (!answer.isSeen || this.#isShowingDue()) void this.show().catch(() => undefined);
  }

  /** Shows this process in the registry; before the first poll, or that gives no lease. */
  async show(): Promise<void> {
    if (this.#showing !== undefined) return this.#showing;
    // A process that knows nothing yet has applied nothing, whatever the epoch is.
    const applied = this.known.epoch ?? 0;
    const at = this.known.monotonic();
    this.#showing = this.line.show(applied).finally(() => {
      this.#showing = undefined;
    });
    await this.#showing;
    this.#shown = { at, applied };
    if (this.#isShowingDue()) await this.show();
  }

  #isShowingDue(): boolean {
    if (this.#shown === null || this.#shown.applied !== (this.known.epoch ?? 0)) return true;
    return this.known.monotonic() - this.#shown.at >= showEveryMilliseconds;
  }
}
