import { randomUUID } from "node:crypto";
import { env } from "../env";
import { type Clock, systemClock } from "../guard/clock";
import { EpochWatch } from "../guard/epoch-watch";
import { GraceRecord, type GraceSpan } from "../guard/grace-record";
import { KnownEpoch } from "../guard/known-epoch";
import { longestLease } from "../guard/lease";
import { TenantDirectory } from "../guard/tenant-directory";
import { type FindToken, TokenGuard, type TokenGuardLimits } from "../guard/token-guard";
import { log } from "../log";
import { processOnce } from "../process-once";
import { EpochConnection, pruneGuard } from "./epoch-store";
import { findTokenUnder } from "./find-token-under";
import { findTenantOfHost } from "./look-up-store";
import { PollRounds } from "./poll-rounds";
import { parsePeppers } from "./token-secret";

/** The guard of one process: who calls, and whose host was called. */
export type Guard = {
  tokens: TokenGuard;
  tenants: TenantDirectory;
  /** Whether it answers from memory at this moment. */
  holdsLease: () => boolean;
  /** Gives up its lease and leaves the registry. */
  close: () => Promise<void>;
};

export type GuardOptions = {
  limits?: TokenGuardLimits;
  clock?: Clock;
  /** Called when the database shows an earlier state of itself, or another one answers in its place. */
  onOtherHistory?: () => void;
  /** Keeps which calls were let in during an outage, once it is over; asked again later when it rejects. */
  keepGrace?: (span: GraceSpan) => Promise<void>;
};

const pruneEveryMilliseconds = 60_000;

/**
 * Opens a guard on the portal's database: shows this process in the registry, asks every quarter of a second what happened,
 * and at once when it is told that something did. While the database is away it goes on trying.
 */
export async function openGuard(options: GuardOptions = {}): Promise<Guard> {
  const mode = env().AUTH_MODE;
  const known = new KnownEpoch(options.clock ?? systemClock, mode, (before, now) => {
    tokens.forget();
    tenants.forget();
    if (before === null) return;
    logWentBack(before, now);
    options.onOtherHistory?.();
  });
  const grace = new GraceRecord();
  const tokens = new TokenGuard(known, findTokenBySecret, options.limits, undefined, (principal) => {
    if (grace.count(principal, new Date()))
      log().warn({ tenant: principal.tenantSlug }, "the database is away: known tokens are let in by AUTH_MODE=grace");
  });
  const tenants = new TenantDirectory(known, findTenantOfHost);
  const line = new EpochConnection(randomUUID(), longestLease(mode), () => rounds.wake());
  const watch = new EpochWatch(known, line);
  const logOutage = logOutages(mode.kind === "grace" ? mode.seconds : null);
  const rounds = new PollRounds(
    () => watch.poll(),
    (state, error) => {
      logOutage(state, error);
      if (state === "back") void keepSpans(grace, options.keepGrace);
    },
  );
  // Without a place in the registry there is no lease, but a guard all the same: it asks the database each time.
  await watch.show().catch(() => undefined);
  await rounds.start();
  const pruning = setInterval(() => {
    void pruneGuard().catch(() => undefined);
    if (known.holdsLease() && !known.isOnGrace()) void keepSpans(grace, options.keepGrace);
  }, pruneEveryMilliseconds);
  pruning.unref();
  return {
    tokens,
    tenants,
    holdsLease: () => known.holdsLease(),
    close: async () => {
      clearInterval(pruning);
      await rounds.stop();
      known.dropLease();
      await line.close();
    },
  };
}

/** Hands over what was let in during an outage, tenant by tenant; what could not be kept stays for the next time. */
async function keepSpans(grace: GraceRecord, keep: GuardOptions["keepGrace"]): Promise<void> {
  for (const span of grace.take()) {
    log().warn({ ...span }, "API calls were let in by AUTH_MODE=grace while the database was away");
    await keep?.(span).catch((error: unknown) => {
      grace.giveBack(span);
      log().error({ error: String(error), tenant: span.tenantSlug }, "grace could not be written to the audit log yet");
    });
  }
}

/** The token of a secret, under whichever pepper it was hashed. */
export const findTokenBySecret: FindToken = (secret, kind) => findTokenUnder(peppers(), secret, kind);

function peppers() {
  return processOnce("peppers", () => parsePeppers(env().PORTAL_TOKEN_PEPPER));
}

function logWentBack(before: number, now: number): void {
  log().error({ before, now }, "the database went back in time: was a backup restored? Revoked tokens may live again");
}

function logOutages(graceSeconds: number | null) {
  return (state: "away" | "back", error: unknown): void => {
    const until =
      graceSeconds === null ? "API calls are answered with 503" : `known tokens go on for ${graceSeconds} s`;
    if (state === "back") log().info("the guard hears from the database again");
    else log().error({ error: String(error) }, `the guard does not hear from the database: ${until}`);
  };
}
