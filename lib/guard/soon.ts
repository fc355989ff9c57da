/**
 * A value that is there at once where it is remembered, and later where it must be asked for. An API call whose token is
 * known passes the guard without a promise: each would cost it more than the look-up in memory does.
 */
export type Soon<T> = T | Promise<T>;

/** Goes on with a value: at once when it is there, when it comes otherwise. */
export function whenThere<T, R>(value: Soon<T>, next: (value: T) => Soon<R>): Soon<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** Does what may fail now or later; `failed` takes either failure, and throws on what it cannot make good. */
export function attempt<T>(work: () => Soon<T>, failed: (error: unknown) => T): Soon<T> {
  try {
    const value = work();
    return value instanceof Promise ? value.catch(failed) : value;
  } catch (error) {
    return failed(error);
  }
}
