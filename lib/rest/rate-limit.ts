import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { TokenPrincipal } from "../domain/access";
import { Failure } from "../domain/failure";

const windowSeconds = 60;

/**
 * How many refused tokens one address may send in a minute. Guessing a token is hopeless at any rate; this bounds the
 * look-ups that forged ones cost the database, and is wide enough for a proxy's many clients.
 */
const failuresPerAddress = 600;

export type RateLimits = { perToken: number; perTenant: number; failuresPerAddress?: number };

/** What an answer says about the caller's allowance: the tighter of the token's and the tenant's. */
export type Allowance = { limit: number; remaining: number; resetSeconds: number };

/**
 * The limits of one process, in memory: requests per token and per tenant, refused tokens per address.
 * Each method throws Failure `rate-limited` with the seconds to wait.
 */
export class RateLimit {
  readonly #tokens: RateLimiterMemory;
  readonly #tenants: RateLimiterMemory;
  readonly #failures: RateLimiterMemory;

  constructor(limits: RateLimits) {
    const duration = windowSeconds;
    this.#tokens = new RateLimiterMemory({ points: limits.perToken, duration });
    this.#tenants = new RateLimiterMemory({ points: limits.perTenant, duration });
    this.#failures = new RateLimiterMemory({ points: limits.failuresPerAddress ?? failuresPerAddress, duration });
  }

  /** Counts a verified call. The token comes first: one that ran dry takes nothing from its tenant's others. */
  async spend(principal: TokenPrincipal): Promise<Allowance> {
    const token = await take(this.#tokens, `${principal.tenantId}:${principal.tokenId}`);
    const tenant = await take(this.#tenants, principal.tenantId);
    return token.remaining <= tenant.remaining ? token : tenant;
  }

  /** Refuses an address that has sent too many refused tokens. Reads only. */
  async checkAddress(ip: string): Promise<void> {
    const state = await this.#failures.get(ip);
    if (state !== null && state.consumedPoints >= this.#failures.points)
      throw tooMany(state.msBeforeNext, this.#failures.points);
  }

  /** Counts a refused token against its address. */
  async countFailure(ip: string): Promise<void> {
    await this.#failures.penalty(ip);
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<Allowance> {
  try {
    const state = await limiter.consume(key);
    return { limit: limiter.points, remaining: state.remainingPoints, resetSeconds: seconds(state.msBeforeNext) };
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) throw tooMany(refusal.msBeforeNext, limiter.points);
    throw refusal;
  }
}

function tooMany(millisecondsToWait: number, limit: number): Failure {
  return new Failure("rate-limited", `Too many requests: at most ${limit} in a minute`, {
    retryAfterSeconds: seconds(millisecondsToWait),
    messageKey: "rateLimited",
  });
}

function seconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}
