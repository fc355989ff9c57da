const windowMilliseconds = 60_000;
/** Enough for every address that a flood comes from at once; beyond it the oldest windows are forgotten. */
const sourcesMaximum = 20_000;

type Window = { failures: number; endsAt: number };

/** How many refused tokens each source has sent in its current minute. Bounded, and without timers. */
export class FailureBucket {
  readonly #windows = new Map<string, Window>();

  constructor(readonly maximum: number) {}

  /** Milliseconds until the source may try an unknown token again; 0 when it may now. @param now monotonic */
  waitOf(source: string, now: number): number {
    const window = this.#windows.get(source);
    if (window === undefined || now >= window.endsAt || window.failures < this.maximum) return 0;
    return window.endsAt - now;
  }

  count(source: string, now: number): void {
    const window = this.#windows.get(source);
    if (window !== undefined && now < window.endsAt) {
      window.failures += 1;
      return;
    }
    this.#windows.delete(source);
    this.#windows.set(source, { failures: 1, endsAt: now + windowMilliseconds });
    if (this.#windows.size > sourcesMaximum) this.#forgetOldest();
  }

  #forgetOldest(): void {
    for (const source of this.#windows.keys()) {
      this.#windows.delete(source);
      return;
    }
  }
}
