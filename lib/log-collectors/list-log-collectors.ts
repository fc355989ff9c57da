import { withTenant } from "../db/transaction";
import { type Caller, manageableLogCollectors } from "../domain/access";
import { notFound } from "../domain/failure";
import { chartHours, type LogCollector } from "../domain/log-collector";
import { findReceivableSources, type ReceivableSource } from "./log-collector-store";
import { findLogCollector, findLogCollectorNames, findLogCollectors } from "./log-collector-view-store";

/**
 * The tenant's log collectors by name, each with its data sources and what came in during the chart's hours.
 * @throws Failure `forbidden` without `log-collector:manage`
 */
export function listLogCollectors(caller: Caller, now: Date): Promise<LogCollector[]> {
  const visibility = manageableLogCollectors(caller.principal);
  return withTenant(visibility.tenantId, (tx) => findLogCollectors(tx, visibility, volumeSince(now)));
}

/**
 * One log collector.
 * @throws Failure `forbidden`; `not-found` for an id of nobody or of another tenant
 */
export function getLogCollector(caller: Caller, id: string, now: Date): Promise<LogCollector> {
  const visibility = manageableLogCollectors(caller.principal);
  return withTenant(visibility.tenantId, async (tx) => {
    const found = await findLogCollector(tx, visibility, id, volumeSince(now));
    if (found === null) throw notFound("log collector");
    return found.collector;
  });
}

/**
 * The data sources that a collector of the tenant may receive, by name: those that have a receiver.
 * @throws Failure `forbidden` without `log-collector:manage`
 */
export function listReceivableSources(caller: Caller): Promise<ReceivableSource[]> {
  const visibility = manageableLogCollectors(caller.principal);
  return withTenant(visibility.tenantId, (tx) => findReceivableSources(tx, visibility, null));
}

/**
 * The names of log collectors that contain a text, whatever the case: where somebody looks for their tokens in vain. None
 * for an empty text.
 * @throws Failure `forbidden` without `log-collector:manage`
 */
export async function searchLogCollectorNames(caller: Caller, search: string): Promise<string[]> {
  if (search === "") return [];
  const visibility = manageableLogCollectors(caller.principal);
  const wanted = search.normalize("NFC").toLocaleLowerCase();
  const names = await withTenant(visibility.tenantId, (tx) => findLogCollectorNames(tx, visibility));
  return names.filter((name) => name.toLocaleLowerCase().includes(wanted));
}

function volumeSince(now: Date): Date {
  return new Date(now.getTime() - chartHours * 3_600_000);
}
