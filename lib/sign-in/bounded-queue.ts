import { Failure } from "../domain/failure";

export type BoundedQueue = { run<T>(work: () => Promise<T>): Promise<T> };

/**
 * Runs at most `concurrency` works at once and lets at most `maximumWaiting` wait, first come first served.
 * What comes beyond is refused as `rate-limited`: a queue without an end would only hide an attack behind a long wait.
 */
export function createBoundedQueue(concurrency: number, maximumWaiting: number): BoundedQueue {
  const waiting: (() => void)[] = [];
  let running = 0;

  const enter = (): Promise<void> | undefined => {
    if (running < concurrency) {
      running += 1;
      return undefined;
    }
    if (waiting.length >= maximumWaiting) throw tooBusy();
    return new Promise((resolve) => waiting.push(resolve));
  };

  // A place that somebody waits for is handed over, so `running` stays as it is.
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };

  return {
    async run(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}

function tooBusy(): Failure {
  return new Failure("rate-limited", "Too many people are signing in right now. Try again in a few seconds.", {
    messageKey: "signInBusy",
    retryAfterSeconds: 5,
    detail: "the queue of password checks is full",
  });
}
