import type { LeaseOrder, QuotaLease, QuotaSubject, UnspentLease } from "./quota-store";

/** A refusal is asked about again after this long, because another process may have given requests back. */
const askAgainMilliseconds = 1_000;
/** A window that this process counts alone. */
const ownWindowMilliseconds = 60_000;
/** One request in so many of the limit is leased at first, and may lie idle until the window ends. */
const smallShare = 100;
/** What a process has not touched for this long goes back, so that a client may move to another process. */
const idleMilliseconds = 2_000;

/**
 * What this process holds of one subject's minute. Pure: the times are those of a monotonic clock, in milliseconds, given
 * by the caller.
 */
export class QuotaAccount {
  #held = 0;
  #spent = 0;
  #waiting = 0;
  #leasedByAll = 0;
  #windowEndsAt: Date | undefined;
  #endsAt = Number.NEGATIVE_INFINITY;
  #askAgainAt = Number.NEGATIVE_INFINITY;
  #touchedAt = Number.NEGATIVE_INFINITY;

  constructor(
    readonly subject: QuotaSubject,
    readonly maximum: number,
  ) {}

  /** Whether a request can be spent without asking the database. */
  canSpend(now: number): boolean {
    return this.#held > 0 && now < this.#endsAt;
  }

  /** Whether the database said a moment ago that this window is used up. */
  isUsedUp(now: number): boolean {
    return !this.canSpend(now) && now < this.#askAgainAt;
  }

  /** Takes one request; only after `canSpend`. */
  spend(now: number): void {
    this.#held -= 1;
    this.#spent += 1;
    this.#touchedAt = now;
  }

  wait(): void {
    this.#waiting += 1;
  }

  stopWaiting(): void {
    this.#waiting -= 1;
  }

  /**
   * What to ask for: a hundredth of the limit at first, then as many as this process has spent in this window, so that
   * leases double with the demand and no more lies idle than was used; and at least one for each request that waits.
   */
  order(now: number): LeaseOrder {
    const spent = now < this.#endsAt ? this.#spent : 0;
    return { ...this.subject, maximum: this.maximum, wanted: Math.max(this.#small, spent, this.#waiting) };
  }

  /**
   * Takes in a lease. `askedAt` is when the question was sent: counted from there the window ends here no later than it
   * does in the database, so a request is never spent on a window that another process has already renewed.
   */
  credit(lease: QuotaLease, askedAt: number): void {
    if (this.#windowEndsAt?.getTime() !== lease.windowEndsAt.getTime()) {
      this.#held = 0;
      this.#spent = 0;
    }
    this.#windowEndsAt = lease.windowEndsAt;
    this.#endsAt = askedAt + lease.millisecondsLeft;
    this.#held += lease.size;
    this.#leasedByAll = lease.leased;
    this.#touchedAt = askedAt;
    this.#askAgainAt = lease.size > 0 ? askedAt : Math.min(this.#endsAt, askedAt + askAgainMilliseconds);
  }

  /**
   * While nobody can be asked: the whole limit for this process alone, in what is left of this window or in one of its own.
   * None of it is given back later, because it was never leased.
   */
  countAlone(now: number): void {
    if (now >= this.#endsAt) {
      this.#endsAt = now + ownWindowMilliseconds;
      this.#spent = 0;
    }
    this.#windowEndsAt = undefined;
    this.#held = Math.max(0, this.maximum - this.#spent);
    this.#leasedByAll = this.maximum;
    this.#touchedAt = now;
    this.#askAgainAt = this.#held > 0 ? now : this.#endsAt;
  }

  /** What to give back because nobody used it lately; it no longer counts as held. Null when there is nothing. */
  takeIdle(now: number, isStopping = false): UnspentLease | null {
    const isIdle = isStopping || (now - this.#touchedAt >= idleMilliseconds && this.#held > this.#small);
    if (!isIdle || !this.canSpend(now) || this.#windowEndsAt === undefined) return null;
    const unspent = this.#held;
    this.#held = 0;
    this.#leasedByAll -= unspent;
    return { ...this.subject, windowEndsAt: this.#windowEndsAt, unspent };
  }

  get #small(): number {
    return Math.max(1, Math.floor(this.maximum / smallShare));
  }

  /** Whether the account says nothing any more, and may be forgotten. */
  isOver(now: number): boolean {
    return now >= this.#endsAt && this.#waiting === 0;
  }

  /** Requests left in this window, for all processes together as far as this one knows. */
  get remaining(): number {
    return this.#held + Math.max(0, this.maximum - this.#leasedByAll);
  }

  /** Milliseconds until the window ends. */
  resetIn(now: number): number {
    return Math.max(0, this.#endsAt - now);
  }
}
