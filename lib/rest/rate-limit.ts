import { RateLimiterMemory } from "rate-limiter-flexible";
import type { TokenPrincipal } from "../domain/access";
import { Failure } from "../domain/failure";
import { type Allowance, type RequestLimits, RequestQuota } from "../request-quota/request-quota";

export type { Allowance } from "../request-quota/request-quota";

const windowSeconds = 60;

/**
 * How many refused tokens one address may send in a minute. Guessing a token is hopeless at any rate; this bounds the
 * look-ups that forged ones cost the database, and is wide enough for a proxy's many clients.
 */
const failuresPerAddress = 600;

export type RateLimits = RequestLimits & { failuresPerAddress?: number };

/**
 * What the API asks about a caller's rate: requests per token and per tenant, counted by all processes together, and refused
 * tokens per address, counted by each process alone. Each method throws Failure `rate-limited` with the seconds to wait.
 */
export class RateLimit {
  readonly #quota: RequestQuota;
  readonly #failures: RateLimiterMemory;

  constructor(limits: RateLimits) {
    this.#quota = new RequestQuota(limits);
    this.#failures = new RateLimiterMemory({
      points: limits.failuresPerAddress ?? failuresPerAddress,
      duration: windowSeconds,
    });
  }

  /** Counts a verified call against its token and its tenant, or against neither when one of them ran dry. */
  spend(principal: TokenPrincipal): Promise<Allowance> {
    return this.#quota.spend(principal);
  }

  /** Refuses an address that has sent too many refused tokens. Reads only. */
  async checkAddress(ip: string): Promise<void> {
    const state = await this.#failures.get(ip);
    if (state === null || state.consumedPoints < this.#failures.points) return;
    throw tooMany(state.msBeforeNext, this.#failures.points);
  }

  /** Counts a refused token against its address. */
  async countFailure(ip: string): Promise<void> {
    await this.#failures.penalty(ip);
  }

  /** Gives unspent requests back to the other processes. For a graceful stop. */
  close(): Promise<void> {
    return this.#quota.close();
  }
}

function tooMany(millisecondsToWait: number, limit: number): Failure {
  return new Failure("rate-limited", `Too many requests: at most ${limit} in a minute`, {
    retryAfterSeconds: seconds(millisecondsToWait),
    limit,
    messageKey: "rateLimited",
  });
}

function seconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}
