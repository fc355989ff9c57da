import { performance } from "node:perf_hooks";

/** The time as the guard sees it; tests pass their own. Milliseconds. */
export type Clock = {
  /** Never goes back, and goes on while the process is stopped. */
  monotonic(): number;
  /** The time of day. */
  wall(): number;
};

export const systemClock: Clock = { monotonic: () => performance.now(), wall: () => Date.now() };
