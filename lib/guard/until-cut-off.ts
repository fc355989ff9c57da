import { Failure } from "../domain/failure";

/** How often a waiting call looks, and for how long it waits at least: a database that is well answers much sooner. */
const lookEveryMilliseconds = 20;

/**
 * Waits for what the database must say about a call, but gives up once this process is cut off from it: what a dead
 * connection never answers would else be waited for with a patience that is meant for a slow one.
 * @throws Failure `unavailable` then; what `answer` rejects with
 */
export function untilCutOff<T>(answer: Promise<T>, isCutOff: () => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const looking = setInterval(() => {
      if (!isCutOff()) return;
      clearInterval(looking);
      reject(cutOff());
    }, lookEveryMilliseconds);
    answer.then(resolve, reject).finally(() => clearInterval(looking));
  });
}

function cutOff(): Failure {
  return new Failure("unavailable", "The service does not reach its database at the moment", {
    detail: "the guard is cut off from the database",
    messageKey: "unavailable",
    retryAfterSeconds: 1,
  });
}
