import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { Failure, notFound } from "../domain/failure";
import type { LogCollectorSettings } from "../domain/log-collector";
import { freePortFor, isFtp, listeningConflict } from "../domain/log-collector-ports";
import { findReceivableSources } from "./log-collector-store";

/** A data source with the port that it gets. */
export type PlannedSource = { id: string; port: number | null };

/**
 * The data sources that a collector shall receive, each syslog one with a port: the one that was asked for, or the first
 * free one from the receiver's own upwards.
 * @throws Failure `not-found` for a data source of nobody, of another tenant, or without a receiver; `conflict` (field
 * `sources`) when two would listen on one port
 */
export async function plannedSources(
  tx: Transaction,
  visibility: Visibility,
  { ftpPort, sources }: Pick<LogCollectorSettings, "ftpPort" | "sources">,
): Promise<PlannedSource[]> {
  const known = await findReceivableSources(
    tx,
    visibility,
    sources.map(({ id }) => id),
  );
  const receiverOf = new Map(known.map(({ id, receiver }) => [id, receiver]));
  const wanted = sources.map(({ id, port }) => {
    const receiver = receiverOf.get(id);
    if (receiver === undefined) throw notFound("data source");
    return { id, receiver, port: isFtp(receiver) ? null : port };
  });
  const planned = [...wanted];
  for (const [place, { id, receiver, port }] of planned.entries())
    if (port === null) planned[place] = { id, receiver, port: freePortFor(receiver, ftpPort, planned) };
  const shared = listeningConflict(ftpPort, planned);
  if (shared !== null)
    throw new Failure("conflict", `Two data sources would listen on port ${shared}`, {
      field: "sources",
      messageKey: "collectorPortTaken",
    });
  return planned.map(({ id, port }) => ({ id, port }));
}
