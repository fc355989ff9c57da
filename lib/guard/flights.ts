import type { DatedSnapshot } from "./known-epoch";

/** Questions to the database that are under way: one for each key, however many wait for it. */
export class Flights<Value> {
  readonly #underWay = new Map<string, Promise<DatedSnapshot<Value>>>();

  /**
   * Asks, or joins who asks already. Whoever asks gets an answer whose snapshot began after they did. Whoever joins may
   * have come after that snapshot: they take the answer only when it is current by `isCurrent`, and else ask anew.
   */
  async ask(
    key: string,
    send: () => Promise<DatedSnapshot<Value>>,
    isCurrent: (answer: DatedSnapshot<Value>) => boolean,
  ): Promise<DatedSnapshot<Value>> {
    const joined = this.#underWay.get(key);
    if (joined === undefined) return this.#send(key, send);
    const answer = await joined;
    if (isCurrent(answer)) return answer;
    // The one that was joined has ended, so whatever is under way now began after this request came.
    return this.#underWay.get(key) ?? this.#send(key, send);
  }

  #send(key: string, send: () => Promise<DatedSnapshot<Value>>): Promise<DatedSnapshot<Value>> {
    const flight = send().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, flight);
    return flight;
  }
}
