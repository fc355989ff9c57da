/**
 * Remembers which values each subject has shown, no more than `perSubject` of one and no more than `inAll` of all together,
 * so that somebody who shows ever new ones costs bounded memory.
 */
export class DistinctValues {
  /** A lone value stands by itself: most subjects have one, and a set for each would be ten times as large. */
  readonly #values = new Map<string, string | Set<string>>();
  #size = 0;

  constructor(
    private readonly perSubject: number,
    private readonly inAll: number,
  ) {}

  /** Whether the value is known or there is still room for it. */
  admits(subject: string, value: string): boolean {
    const known = this.#values.get(subject);
    if (known === value || (known instanceof Set && known.has(value))) return true;
    if (this.#size >= this.inAll) return false;
    if (known === undefined) this.#values.set(subject, value);
    else if (known instanceof Set) {
      if (known.size >= this.perSubject) return false;
      known.add(value);
    } else {
      if (this.perSubject < 2) return false;
      this.#values.set(subject, new Set([known, value]));
    }
    this.#size += 1;
    return true;
  }

  clear(): void {
    this.#values.clear();
    this.#size = 0;
  }
}
