import { performance } from "node:perf_hooks";
import type { TokenPrincipal } from "../domain/access";
import { Failure } from "../domain/failure";
import type { Soon } from "../guard/soon";
import { log } from "../log";
import { QuotaAccount } from "./quota-account";
import { type LeaseOrder, leaseRequests, type QuotaLease, returnRequests, type UnspentLease } from "./quota-store";

export type RequestLimits = { perToken: number; perTenant: number };

/** What an answer says about the caller's allowance: the tighter of the token's and the tenant's. */
export type Allowance = { limit: number; remaining: number; resetSeconds: number };

/** The shared counters, and the clock that they are judged by; tests pass their own. */
export type QuotaBackend = {
  lease: (orders: readonly LeaseOrder[]) => Promise<QuotaLease[]>;
  giveBack: (leases: readonly UnspentLease[]) => Promise<void>;
  now: () => number;
};

/** Accounts whose leases go together into the next statement. */
type Batch = { accounts: Set<QuotaAccount>; done: Promise<void> };

const sweepMilliseconds = 1_000;

const postgresBackend: QuotaBackend = { lease: leaseRequests, giveBack: returnRequests, now: () => performance.now() };

/**
 * The request limits of all processes on one database together. A process leases requests from a shared row and spends
 * them from memory, so most requests cost no SQL.
 *
 * A window is one minute from its first request. In each window all processes together admit at most the limit, exactly. A
 * client that moves between processes may be refused up to three seconds early for what lies idle in another one, and for
 * the hundredth that stays there.
 */
export class RequestQuota {
  /** By the token's or the tenant's id. */
  readonly #accounts = new Map<string, QuotaAccount>();
  #gathering: Batch | undefined;
  #flight: Promise<void> | undefined;
  readonly #sweep: NodeJS.Timeout;

  constructor(
    private readonly limits: RequestLimits,
    private readonly backend: QuotaBackend = postgresBackend,
    /** What happens to requests while the database is away: refused, or counted by each process alone. */
    private readonly outage: "refuse" | "count-alone" = "refuse",
  ) {
    this.#sweep = setInterval(() => void this.#giveBackIdle(false), sweepMilliseconds);
    this.#sweep.unref();
  }

  /**
   * Counts one call of a verified token against the token and its tenant: against both, or against neither. At once when
   * requests of both are held, after a statement otherwise.
   * @throws Failure `rate-limited` with the seconds to wait; the database's error when it cannot be asked, unless this
   * process then counts alone
   */
  spend({ tenantId, tokenId }: TokenPrincipal): Soon<Allowance> {
    const ofToken = this.#account(tenantId, tokenId, this.limits.perToken);
    const ofTenant = this.#account(tenantId, tenantId, this.limits.perTenant);
    const now = this.backend.now();
    if (ofToken.canSpend(now) && ofTenant.canSpend(now)) return spendOf(ofToken, ofTenant, now);
    return this.#spendOnceLeased(ofToken, ofTenant);
  }

  /** Gives back what is held. For a graceful stop. */
  async close(): Promise<void> {
    clearInterval(this.#sweep);
    await this.#flight?.catch(() => undefined);
    await this.#giveBackIdle(true);
  }

  async #spendOnceLeased(ofToken: QuotaAccount, ofTenant: QuotaAccount): Promise<Allowance> {
    const accounts = [ofToken, ofTenant];
    for (;;) {
      const now = this.backend.now();
      const usedUp = accounts.find((account) => account.isUsedUp(now));
      if (usedUp) throw tooMany(usedUp.resetIn(now), usedUp.maximum);
      const lacking = accounts.filter((account) => !account.canSpend(now));
      if (lacking.length === 0) return spendOf(ofToken, ofTenant, now);
      await this.#refill(lacking);
    }
  }

  #account(tenantId: string, subjectId: string, maximum: number): QuotaAccount {
    const known = this.#accounts.get(subjectId);
    if (known) return known;
    const account = new QuotaAccount({ tenantId, subjectId }, maximum);
    this.#accounts.set(subjectId, account);
    return account;
  }

  /** Waits for the next statement, which carries what was asked for while the one before it was on its way. */
  async #refill(accounts: readonly QuotaAccount[]): Promise<void> {
    this.#gathering ??= this.#nextBatch();
    const batch = this.#gathering;
    for (const account of accounts) {
      batch.accounts.add(account);
      account.wait();
    }
    try {
      await batch.done;
    } finally {
      for (const account of accounts) account.stopWaiting();
    }
  }

  #nextBatch(): Batch {
    const accounts = new Set<QuotaAccount>();
    const previous = this.#flight ?? Promise.resolve();
    const done = previous
      .catch(() => undefined)
      .then(() => {
        this.#gathering = undefined;
        return this.#lease(accounts);
      });
    this.#flight = done;
    return { accounts, done };
  }

  async #lease(accounts: Iterable<QuotaAccount>): Promise<void> {
    const askedAt = this.backend.now();
    const lacking = [...accounts].filter((account) => !account.canSpend(askedAt) && !account.isUsedUp(askedAt));
    if (lacking.length === 0) return;
    const leases = await this.backend
      .lease(lacking.map((account) => account.order(askedAt)))
      .catch((error: unknown): QuotaLease[] => {
        if (this.outage === "refuse") throw error;
        for (const account of lacking) account.countAlone(askedAt);
        return [];
      });
    for (const lease of leases) this.#accounts.get(lease.subjectId)?.credit(lease, askedAt);
  }

  async #giveBackIdle(isStopping: boolean): Promise<void> {
    const now = this.backend.now();
    const idle: UnspentLease[] = [];
    for (const [subjectId, account] of this.#accounts) {
      const unspent = account.takeIdle(now, isStopping);
      if (unspent) idle.push(unspent);
      else if (account.isOver(now)) this.#accounts.delete(subjectId);
    }
    if (idle.length === 0) return;
    // A lost return only means that these requests are refused until the window ends.
    await this.backend
      .giveBack(idle)
      .catch((error: unknown) => log().warn({ error: String(error) }, "unspent requests could not be given back"));
  }
}

/** Spends one request of both, and tells of the one that has less left. */
function spendOf(ofToken: QuotaAccount, ofTenant: QuotaAccount, now: number): Allowance {
  ofToken.spend(now);
  ofTenant.spend(now);
  const tighter = ofTenant.remaining < ofToken.remaining ? ofTenant : ofToken;
  return { limit: tighter.maximum, remaining: tighter.remaining, resetSeconds: seconds(tighter.resetIn(now)) };
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
