import { recordEvent } from "../audit/record-event";
import { beginConnectionTest, latestConnectionTest } from "../connection-tests/connection-tests";
import { type Transaction, withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, manageableLogCollectors, type Visibility } from "../domain/access";
import type { ConnectionTest, ConnectionTestView } from "../domain/connection-test";
import { Failure, notFound } from "../domain/failure";
import type { LogCollector } from "../domain/log-collector";
import { holdLogCollector } from "./log-collector-store";
import { findLogCollector } from "./log-collector-view-store";

/**
 * Asks the running collector to test itself and its way to the portal. It takes the test up with its next report; a test
 * that is under way is joined, not begun anew.
 * @throws Failure `forbidden` without `log-collector:manage`, `not-found`, and `conflict` while the collector is disabled,
 * because its calls are refused
 */
export function requestCollectorConnectionTest(
  caller: Caller<MemberPrincipal>,
  { id, now = new Date() }: { id: string; now?: Date },
): Promise<ConnectionTest> {
  const visibility = manageableLogCollectors(caller.principal);
  return withTenant(visibility.tenantId, async (tx) => {
    await holdLogCollector(tx, visibility, id);
    const { collector, program } = await tested(tx, visibility, id);
    if (collector.disabledAt !== null)
      throw new Failure("conflict", "This log collector is disabled: enable it first", {
        messageKey: "logCollectorDisabled",
      });
    const { memberName: requestedByName } = caller.principal;
    const { test, isNew } = await beginConnectionTest(tx, program, { requestedByName, now });
    if (isNew)
      await recordEvent(tx, caller, {
        action: "log-collector.connection-tested",
        target: { kind: "log-collector", id, name: collector.name },
        detail: {},
      });
    return test;
  });
}

/**
 * The latest connection test of a collector, as far as it has come; null when there was none.
 * @throws Failure `forbidden`; `not-found` for an id of nobody or of another tenant
 */
export function readCollectorConnectionTest(
  caller: Caller,
  id: string,
  now = new Date(),
): Promise<ConnectionTestView | null> {
  const visibility = manageableLogCollectors(caller.principal);
  return withTenant(visibility.tenantId, async (tx) =>
    latestConnectionTest(tx, (await tested(tx, visibility, id)).program, now),
  );
}

async function tested(
  tx: Transaction,
  visibility: Visibility,
  id: string,
): Promise<{ collector: LogCollector; program: { tenantId: string; tokenId: string } }> {
  const found = await findLogCollector(tx, visibility, id, new Date());
  if (found === null) throw notFound("log collector");
  return { collector: found.collector, program: { tenantId: visibility.tenantId, tokenId: found.tokenId } };
}
