import { awaitedConnectionTest, noteConnectionTestProgress } from "../connection-tests/connection-tests";
import { type Transaction, withTenant } from "../db/transaction";
import type { Caller, TokenPrincipal } from "../domain/access";
import type { ConnectionTestReport } from "../domain/connection-test";
import { Failure } from "../domain/failure";
import type { CollectorReport } from "../domain/log-collector-feed";
import {
  addReportedVolume,
  findLogCollectorOfToken,
  holdInstance,
  type OwnLogCollector,
  saveCollectorState,
} from "./collector-feed-store";

type CollectorCaller = Caller<TokenPrincipal>;

/** Two programs that report within this time are running at once. */
const otherInstanceWithin = 3 * 60_000;

/**
 * The collector whose token calls.
 * @throws Failure `unauthenticated` for a token without a collector, `forbidden` while the collector is disabled
 */
export function ownLogCollector(caller: CollectorCaller): Promise<OwnLogCollector> {
  return withTenant(caller.principal.tenantId, (tx) => requireCollector(tx, caller));
}

/**
 * Keeps what a collector says of itself, and notices when two programs share one token: when one that another has taken
 * the place of comes back. A restart alone is none.
 * @returns the version of the configuration that it should work by, and the connection test that it should take up
 */
export function reportLogCollector(
  caller: CollectorCaller,
  report: CollectorReport,
  now: Date,
): Promise<{ configurationVersion: number; connectionTest: string | null }> {
  return withTenant(caller.principal.tenantId, async (tx) => {
    const collector = await requireCollector(tx, caller);
    const known = await holdInstance(tx, collector);
    const isSameProgram = known.instanceId === report.instanceId;
    const isSoon = known.lastSeenAt !== null && now.getTime() - known.lastSeenAt.getTime() < otherInstanceWithin;
    const isOtherInstance = isSoon && !isSameProgram && known.previousInstanceId === report.instanceId;
    await saveCollectorState(tx, collector, { at: now, report, known, isOtherInstance });
    // Two programs that take turns would each time count all that they have received since their start.
    await addReportedVolume(tx, collector, { at: now, report, isSameProgram, isBaseline: isOtherInstance });
    const configurationVersion = collector.configuration.version;
    return { configurationVersion, connectionTest: await awaitedConnectionTest(tx, collector, now) };
  });
}

/** Keeps how far a collector has come with a connection test. One that nobody asked for, or that has ended, changes nothing. */
export function reportCollectorConnectionTest(
  caller: CollectorCaller,
  report: ConnectionTestReport,
  now: Date,
): Promise<void> {
  return withTenant(caller.principal.tenantId, async (tx) =>
    noteConnectionTestProgress(tx, await requireCollector(tx, caller), report, now),
  );
}

async function requireCollector(tx: Transaction, caller: CollectorCaller): Promise<OwnLogCollector> {
  const { tenantId, tokenId } = caller.principal;
  const collector = await findLogCollectorOfToken(tx, tenantId, tokenId);
  if (collector === null) throw new Failure("unauthenticated", "Invalid token", { messageKey: "unauthenticated" });
  if (collector.isDisabled)
    throw new Failure("forbidden", "This log collector is disabled in the portal", { messageKey: "forbidden" });
  return collector;
}
