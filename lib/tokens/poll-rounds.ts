import { performance } from "node:perf_hooks";
import { pollMilliseconds } from "../guard/times";

/** Waking is answered at once, but not more often than this: a storm of changes is taken in as a few answers. */
const shortestMilliseconds = 5;

/** Polls again and again, one at a time: a quarter of a second after the last began, and at once when woken. */
export class PollRounds {
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #startedAt = Number.NEGATIVE_INFINITY;
  #isWoken = false;
  #isStopped = false;
  #isAway = false;

  constructor(
    private readonly poll: () => Promise<void>,
    /** Called when polls begin to fail, and when they succeed again. */
    private readonly onChange: (state: "away" | "back", error: unknown) => void,
  ) {}

  /** Resolves after the first poll, whether it succeeded or not. */
  start(): Promise<void> {
    this.#run();
    return this.#round ?? Promise.resolve();
  }

  /** Something changed. */
  wake(): void {
    this.#isWoken = true;
    if (this.#round === undefined) this.#schedule();
  }

  /** Resolves once the last poll has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  #run(): void {
    this.#isWoken = false;
    this.#startedAt = performance.now();
    this.#round = this.poll()
      .then(
        () => this.#note("back", null),
        (error: unknown) => this.#note("away", error),
      )
      .finally(() => {
        this.#round = undefined;
        this.#schedule();
      });
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#isStopped) return;
    const pause = this.#isWoken ? shortestMilliseconds : pollMilliseconds;
    const wait = Math.max(0, this.#startedAt + pause - performance.now());
    this.#timer = setTimeout(() => this.#run(), wait);
    this.#timer.unref();
  }

  #note(state: "away" | "back", error: unknown): void {
    if (this.#isAway === (state === "away")) return;
    this.#isAway = state === "away";
    this.onChange(state, error);
  }
}
