import type { Clock } from "./clock";
import { leaseMilliseconds } from "./times";

/** A moment on both clocks. */
export type Instant = { monotonic: number; wall: number };

/**
 * What a process does while the database cannot be reached: refuse with a 503 once its lease is over (`strict`), or go on
 * with what it remembers for some time longer. The promise about revocations is then that time.
 */
export type AuthMode = { kind: "strict" } | { kind: "grace"; seconds: number };

/** The longest time for which a process in this mode answers from memory after it last heard from the database. */
export function longestLease(mode: AuthMode): number {
  return mode.kind === "strict" ? leaseMilliseconds : Math.max(leaseMilliseconds, mode.seconds * 1_000);
}

/** The right to answer from memory. Over when either clock says so: a paused virtual machine may lose one of them. */
export class Lease {
  #start: Instant = { monotonic: Number.NEGATIVE_INFINITY, wall: Number.NEGATIVE_INFINITY };
  #isDatabaseAway = false;

  constructor(
    private readonly clock: Clock,
    private readonly mode: AuthMode,
  ) {}

  now(): Instant {
    return { monotonic: this.clock.monotonic(), wall: this.clock.wall() };
  }

  isHeld(): boolean {
    const length = this.#isDatabaseAway ? longestLease(this.mode) : leaseMilliseconds;
    return this.clock.monotonic() - this.#start.monotonic < length && this.clock.wall() - this.#start.wall < length;
  }

  /** Whether it is held only because the mode stretches it while the database is away. */
  isStretched(): boolean {
    if (!this.#isDatabaseAway || !this.isHeld()) return false;
    const { monotonic, wall } = this.#start;
    return this.clock.monotonic() - monotonic >= leaseMilliseconds || this.clock.wall() - wall >= leaseMilliseconds;
  }

  /** Whether an outage was noticed that has outlasted it: nobody can be let in from memory, and hardly from the database. */
  isCutOff(): boolean {
    return this.#isDatabaseAway && !this.isHeld();
  }

  /** @param start the moment before the question was sent that the database has now answered */
  renew(start: Instant): void {
    this.#start = start;
  }

  /** Only an outage that was noticed stretches a lease: a process that was itself asleep has noticed nothing. */
  noteDatabase(state: "away" | "back"): void {
    this.#isDatabaseAway = state === "away";
  }

  drop(): void {
    this.#start = { monotonic: Number.NEGATIVE_INFINITY, wall: Number.NEGATIVE_INFINITY };
  }
}
