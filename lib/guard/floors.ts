import { packId } from "./packed-id";
import { floorMilliseconds } from "./times";

/** What a change concerns. */
export type EpochEvent =
  | { kind: "token" | "member" | "tenant"; subject: string; epoch: number }
  | { kind: "global"; epoch: number };

/** More floors than this become one for everything. */
const floorsMaximum = 50_000;

/**
 * The epoch below which an answer about a subject is out of date. Subjects are packed ids of tokens, members and tenants,
 * which never collide.
 */
export class Floors {
  #all = 0;
  #tenants = 0;
  #subjects = new Map<string, { epoch: number; raisedAt: number }>();

  /** @param now monotonic */
  raise(event: EpochEvent, now: number): void {
    if (event.kind === "global" || this.#subjects.size >= floorsMaximum) {
      this.raiseAll(event.epoch);
      return;
    }
    if (event.kind === "tenant") this.#tenants = event.epoch;
    const subject = packId(event.subject);
    // Behind all others again, so that the oldest come first.
    this.#subjects.delete(subject);
    this.#subjects.set(subject, { epoch: event.epoch, raisedAt: now });
  }

  raiseAll(epoch: number): void {
    this.#all = epoch;
    this.#tenants = epoch;
    this.#subjects.clear();
  }

  /** Whether an answer of this epoch stands, with all that it speaks of. */
  allows(epoch: number, token: string, member: string, tenant: string): boolean {
    if (epoch < this.#all) return false;
    if (this.#subjects.size === 0) return true;
    return this.#isAbove(epoch, token) && this.#isAbove(epoch, member) && this.#isAbove(epoch, tenant);
  }

  /** Whether an answer about a tenant stands; without one, about there being none. */
  allowsTenant(epoch: number, tenant: string | null): boolean {
    if (tenant === null) return epoch >= this.#tenants;
    return epoch >= this.#all && this.#isAbove(epoch, tenant);
  }

  /** Whether an answer that speaks of nothing stands. */
  allowsNothing(epoch: number): boolean {
    return epoch >= this.#all;
  }

  /** Forgets floors below which nothing is remembered any more. */
  prune(now: number): void {
    for (const [subject, { raisedAt }] of this.#subjects) {
      if (now - raisedAt < floorMilliseconds) return;
      this.#subjects.delete(subject);
    }
  }

  #isAbove(epoch: number, subject: string): boolean {
    const floor = this.#subjects.get(subject);
    return floor === undefined || epoch >= floor.epoch;
  }
}
