const refillMilliseconds = 60_000;
/** Enough for every address that a flood comes from at once; beyond it the ones that were heard of longest ago are forgotten. */
const sourcesMaximum = 20_000;

type Level = { left: number; at: number };

/**
 * How many failures each source may still cause: so many at once, and so many in each minute from then on, a few every
 * second rather than all when a minute is over. Bounded, and without timers.
 */
export class FailureBucket {
  readonly #levels = new Map<string, Level>();

  constructor(readonly maximum: number) {}

  /** Milliseconds until the source may try again; 0 when it may now. @param now monotonic */
  waitOf(source: string, now: number): number {
    const left = this.#leftOf(source, now);
    return left >= 1 ? 0 : ((1 - left) * refillMilliseconds) / this.maximum;
  }

  count(source: string, now: number): void {
    const left = Math.max(0, this.#leftOf(source, now) - 1);
    this.#levels.delete(source);
    this.#levels.set(source, { left, at: now });
    if (this.#levels.size > sourcesMaximum) this.#forgetOldest();
  }

  #leftOf(source: string, now: number): number {
    const level = this.#levels.get(source);
    if (level === undefined) return this.maximum;
    return Math.min(this.maximum, level.left + ((now - level.at) * this.maximum) / refillMilliseconds);
  }

  #forgetOldest(): void {
    for (const source of this.#levels.keys()) {
      this.#levels.delete(source);
      return;
    }
  }
}
