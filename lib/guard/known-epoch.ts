import type { Clock } from "./clock";
import { type EpochEvent, Floors } from "./floors";
import { type AuthMode, type Instant, Lease } from "./lease";

/** What the database answers to a poll, read in one snapshot. */
export type EpochAnswer = {
  epoch: number;
  /** Another one when another server, or another database, answers under the same address. */
  incarnation: string;
  /** Whether the snapshot shows this process in the registry as seen lately. */
  isSeen: boolean;
  /** What happened since the epoch that was asked about; fewer than the epochs between when that is too much. */
  events: readonly EpochEvent[];
};

/** An answer of the database, with the epoch of the snapshot that it was read in. */
export type Snapshot<Value> = { epoch: number; value: Value };

/** The same, with the generation of the process in which it was asked for. */
export type DatedSnapshot<Value> = Snapshot<Value> & { generation: number };

/**
 * How much of what happened this process knows: every change up to an epoch, under a lease. What is remembered counts only
 * under the lease, and only when it was read at or above the floors.
 */
export class KnownEpoch {
  readonly floors = new Floors();
  readonly #lease: Lease;
  #epoch: number | null = null;
  #incarnation = "";
  #generation = 0;

  constructor(
    private readonly clock: Clock,
    mode: AuthMode,
    /**
     * Called when everything remembered is worthless: at the first answer, and when the database went back in time.
     * @param known the epoch that was known; null at the first answer
     */
    private readonly onStart: (known: number | null, now: number) => void = () => {},
  ) {
    this.#lease = new Lease(clock, mode);
  }

  /** The epoch up to which every change is known; null before the first answer. */
  get epoch(): number | null {
    return this.#epoch;
  }

  /** Answers that were asked for in an earlier generation are good for whoever asked, and for nobody and nothing else. */
  get generation(): number {
    return this.#generation;
  }

  holdsLease(): boolean {
    return this.#lease.isHeld();
  }

  /** Whether the lease would be over, were it not for `AUTH_MODE=grace`. */
  isOnGrace(): boolean {
    return this.#lease.isStretched();
  }

  /** Whether polls fail, and have for longer than the lease. */
  isCutOff(): boolean {
    return this.#lease.isCutOff();
  }

  /** The moment to give to `apply`, taken before the question is sent. */
  now(): Instant {
    return this.#lease.now();
  }

  /**
   * Takes in what a poll answered: first the floors, then the lease.
   * @param askedAt the moment before the poll was sent
   * @returns whether the epoch moved
   */
  apply(answer: EpochAnswer, askedAt: Instant): boolean {
    const known = this.#epoch;
    const isOther = known === null || answer.epoch < known || answer.incarnation !== this.#incarnation;
    if (isOther) this.#start(known, answer.epoch);
    else if (answer.events.length !== answer.epoch - known) this.floors.raiseAll(answer.epoch);
    else for (const event of answer.events) this.floors.raise(event, askedAt.monotonic);
    this.#epoch = answer.epoch;
    this.#incarnation = answer.incarnation;
    this.floors.prune(askedAt.monotonic);
    this.#lease.noteDatabase("back");
    if (answer.isSeen) this.#lease.renew(askedAt);
    return answer.epoch !== known;
  }

  /** A poll failed. */
  noteOutage(): void {
    this.#lease.noteDatabase("away");
  }

  /** Gives the lease up for good, before the process leaves the registry. */
  dropLease(): void {
    this.#lease.drop();
  }

  /** Milliseconds on the monotonic clock. */
  monotonic(): number {
    return this.clock.monotonic();
  }

  /**
   * Epochs of another history mean nothing in this one, so everything of it goes, and what is still under way too. What was
   * asked before the first answer may be of another history as well.
   */
  #start(known: number | null, now: number): void {
    this.#generation += 1;
    this.floors.raiseAll(now);
    this.#lease.drop();
    this.onStart(known, now);
  }
}
