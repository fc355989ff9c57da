import { unknownMilliseconds } from "./times";

const keysMaximum = 10_000;

/** The last tokens that turned out not to exist, so that a program with a wrong one does not cost a query each time. */
export class UnknownTokens {
  readonly #until = new Map<string, number>();

  /** @param now monotonic */
  add(key: string, now: number): void {
    this.#until.delete(key);
    this.#until.set(key, now + unknownMilliseconds);
    if (this.#until.size <= keysMaximum) return;
    for (const oldest of this.#until.keys()) {
      this.#until.delete(oldest);
      return;
    }
  }

  has(key: string, now: number): boolean {
    const until = this.#until.get(key);
    return until !== undefined && now < until;
  }

  clear(): void {
    this.#until.clear();
  }
}
