/** Waits that double from one second to one minute, each shortened at random by up to half, so that many agents spread. */
export class Backoff {
  #attempt = 0;

  /** Milliseconds until the next attempt. */
  next(random: () => number = Math.random): number {
    const full = Math.min(60_000, 1_000 * 2 ** this.#attempt);
    this.#attempt = Math.min(this.#attempt + 1, 10);
    return Math.round(full * (0.5 + random() / 2));
  }

  /** Something worked: the next failure waits briefly again. */
  reset(): void {
    this.#attempt = 0;
  }
}
