import { createHash } from "node:crypto";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { type DiscoveryStream, globalViewName } from "../domain/discovery-stream";
import { notFound } from "../domain/failure";
import { findStreams, findTenantBirth } from "./stream-store";
import type { TrafficScope } from "./traffic-store";

/** The tenant's reports: its Global View first, which is computed and always there, then data sources and snapshots. */
export async function streamsWithGlobalView(tx: Transaction, visibility: Visibility): Promise<DiscoveryStream[]> {
  const streams = await findStreams(tx, visibility);
  const inputs = streams.filter(({ kind }) => kind === "input");
  const arrivals = inputs.flatMap(({ lastDataAt }) => (lastDataAt === null ? [] : [lastDataAt.getTime()]));
  const globalView: DiscoveryStream = {
    id: globalViewId(visibility.tenantId),
    kind: "view",
    name: globalViewName,
    logType: null,
    comment: "",
    receiver: null,
    anonymizesUsers: inputs.length > 0 && inputs.every(({ anonymizesUsers }) => anonymizesUsers),
    createdAt: await findTenantBirth(tx, visibility),
    lastDataAt: arrivals.length === 0 ? null : new Date(Math.max(...arrivals)),
    files: inputs.reduce((sum, { files }) => sum + files, 0),
    failedFiles: inputs.reduce((sum, { failedFiles }) => sum + failedFiles, 0),
  };
  return [globalView, ...streams];
}

/**
 * The report of an id or a name.
 * @throws Failure `not-found` when there is none
 */
export async function reportOf(tx: Transaction, visibility: Visibility, stream: string): Promise<DiscoveryStream> {
  const streams = await streamsWithGlobalView(tx, visibility);
  const found = streams.find(({ id }) => id === stream) ?? streams.find(({ name }) => name === stream);
  if (found === undefined) throw notFound("stream");
  return found;
}

/** The traffic that a report shows: that of its time frame's days (UTC), today among them. */
export function scopeOfReport(report: DiscoveryStream, { days, now }: { days: number; now: Date }): TrafficScope {
  const since = new Date(now.getTime() - days * 24 * 3_600_000);
  return { streamId: report.kind === "view" ? "all-inputs" : report.id, since };
}

/**
 * The traffic that a report shows.
 * @param stream id or name of a report
 * @throws Failure `not-found` when there is none
 */
export async function scopeOf(
  tx: Transaction,
  visibility: Visibility,
  { stream, days, now }: { stream: string; days: number; now: Date },
): Promise<TrafficScope> {
  return scopeOfReport(await reportOf(tx, visibility, stream), { days, now });
}

/** The same for a tenant at all times, and another for each. */
function globalViewId(tenantId: string): string {
  return createHash("sha256").update(`global view of ${tenantId}`).digest("hex").slice(0, 24);
}
