import { RateLimiterPostgres } from "rate-limiter-flexible";
import { authPool } from "../db/client";
import { processOnce } from "../process-once";

/** Failures are forgotten this long after the first of them. */
const windowSeconds = 60 * 60;

/** Counts the failures of each key. It never refuses by itself: what a count means is the throttle's to say. */
export function failures(): RateLimiterPostgres {
  return processOnce("sign-in-failures", () => limiter("failures", Number.MAX_SAFE_INTEGER, windowSeconds));
}

/** Gives out the one place that each key has in a wait. */
export function waits(): RateLimiterPostgres {
  return processOnce("sign-in-waits", () => limiter("wait", 1, 1));
}

function limiter(keyPrefix: string, points: number, duration: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: authPool(),
    storeType: "pool",
    tableName: "sign_in_throttle",
    tableCreated: true,
    keyPrefix,
    points,
    duration,
  });
}
