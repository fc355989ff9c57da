import { z } from "zod";
import type { Transaction } from "../db/transaction";
import { receivers } from "../domain/data-source";
import { volumeDays } from "../domain/log-collector";
import {
  type CollectorConfiguration,
  type CollectorReport,
  collectorConfiguration,
} from "../domain/log-collector-feed";
import { isFtp, passivePorts } from "../domain/log-collector-ports";
import { logSourceIdOf } from "../domain/log-source";

/** A collector as its own program meets it. */
export type OwnLogCollector = {
  tenantId: string;
  id: string;
  tokenId: string;
  isDisabled: boolean;
  configuration: CollectorConfiguration;
};

/** The collector that has this token, or null. */
export async function findLogCollectorOfToken(
  tx: Transaction,
  tenantId: string,
  tokenId: string,
): Promise<OwnLogCollector | null> {
  const row = await tx.logCollector.findFirst({
    where: { tenantId, tokenId },
    include: {
      sources: {
        select: {
          dataSourceId: true,
          port: true,
          dataSource: { select: { receiver: true, stream: { select: { name: true, logType: true } } } },
        },
        orderBy: { dataSource: { stream: { name: "asc" } } },
      },
    },
  });
  if (row === null) return null;
  const dataSources = row.sources.map(({ dataSourceId: id, port, dataSource }) => {
    const receiver = z.enum(receivers).parse(dataSource.receiver);
    const { name, logType } = dataSource.stream;
    return { id, name, source: logSourceIdOf(logType), receiver, port: isFtp(receiver) ? row.ftpPort : port };
  });
  return {
    tenantId,
    id: row.id,
    tokenId,
    isDisabled: row.disabledAt !== null,
    configuration: collectorConfiguration.parse({
      collectorName: row.name,
      version: row.version,
      dataSources,
      ftp: { port: row.ftpPort, passivePorts },
    }),
  };
}

export type KnownInstance = {
  instanceId: string | null;
  previousInstanceId: string | null;
  lastSeenAt: Date | null;
  fault: string | null;
};

/** Who reported last. Holds the collector's state, so that reports are taken one after the other. */
export async function holdInstance(
  tx: Transaction,
  { tenantId, id }: Pick<OwnLogCollector, "tenantId" | "id">,
): Promise<KnownInstance> {
  const rows = await tx.$queryRaw`
    select instance_id as "instanceId", previous_instance_id as "previousInstanceId", last_seen_at as "lastSeenAt", fault
    from log_collector_state where tenant_id = ${tenantId}::uuid and collector_id = ${id}::uuid for update`;
  const known = z.object({
    instanceId: z.string().nullable(),
    previousInstanceId: z.string().nullable(),
    lastSeenAt: z.date().nullable(),
    fault: z.string().nullable(),
  });
  return z.tuple([known]).parse(rows)[0];
}

export type SavedReport = {
  at: Date;
  report: CollectorReport;
  known: KnownInstance;
  isOtherInstance: boolean;
};

export async function saveCollectorState(
  tx: Transaction,
  { tenantId, id }: Pick<OwnLogCollector, "tenantId" | "id">,
  { at, report, known, isOtherInstance }: SavedReport,
): Promise<void> {
  const { collectorVersion, hostName, instanceId, configurationVersion, freeDiskBytes, fault, faultDetail } = report;
  await tx.logCollectorState.updateMany({
    where: { tenantId, collectorId: id },
    data: {
      lastSeenAt: at,
      collectorVersion,
      hostName,
      instanceId,
      ...(known.instanceId !== instanceId ? { previousInstanceId: known.instanceId } : {}),
      ...(isOtherInstance ? { otherInstanceAt: at } : {}),
      appliedVersion: configurationVersion,
      freeDiskBytes: BigInt(freeDiskBytes),
      fault,
      faultDetail,
      ...(fault === null ? { faultSince: null } : fault !== known.fault ? { faultSince: at } : {}),
    },
  });
}

/**
 * Adds what the program has received since its last report to its data sources and to the hour. Its counts begin with it:
 * those of a new program count whole, unless `isBaseline` says that they shall only be remembered.
 */
export async function addReportedVolume(
  tx: Transaction,
  { tenantId, id }: Pick<OwnLogCollector, "tenantId" | "id">,
  {
    at,
    report,
    isSameProgram,
    isBaseline,
  }: { at: Date; report: CollectorReport; isSameProgram: boolean; isBaseline: boolean },
): Promise<void> {
  const rows = await tx.$queryRaw`
    with told as (
      select * from jsonb_to_recordset(${JSON.stringify(report.dataSources)}::jsonb) as told (
        id text, "linesReceived" bigint, "bytesReceived" bigint, "bytesWaiting" bigint, "linesDropped" bigint,
        "lastReceivedAt" bigint, fault text, "faultDetail" text)
    ), fresh as (
      select distinct on (told.id) told.*,
        case when ${isBaseline} then 0 when ${isSameProgram} then greatest("linesReceived" - s.told_lines, 0)
          else "linesReceived" end as lines,
        case when ${isBaseline} then 0 when ${isSameProgram} then greatest("bytesReceived" - s.told_bytes, 0)
          else "bytesReceived" end as bytes,
        case when ${isBaseline} then 0 when ${isSameProgram} then greatest("linesDropped" - s.told_dropped, 0)
          else "linesDropped" end as dropped
      from told join log_collector_source s
        on s.tenant_id = ${tenantId}::uuid and s.collector_id = ${id}::uuid and s.data_source_id = told.id
    ), saved as (
      update log_collector_source s set
        lines = s.lines + fresh.lines, bytes = s.bytes + fresh.bytes, dropped = s.dropped + fresh.dropped,
        told_lines = fresh."linesReceived", told_bytes = fresh."bytesReceived", told_dropped = fresh."linesDropped",
        dropped_at = case when fresh.dropped > 0 then ${at}::timestamptz else s.dropped_at end,
        bytes_waiting = fresh."bytesWaiting",
        last_received_at = case when fresh."lastReceivedAt" is null then s.last_received_at else greatest(
          s.last_received_at, least(to_timestamp(fresh."lastReceivedAt" / 1000.0), ${at}::timestamptz)) end,
        fault = fresh.fault, fault_detail = fresh."faultDetail",
        fault_since = case when fresh.fault is null then null when fresh.fault = s.fault then s.fault_since
          else ${at}::timestamptz end
      from fresh
      where s.tenant_id = ${tenantId}::uuid and s.collector_id = ${id}::uuid and s.data_source_id = fresh.id
      returning fresh.lines, fresh.bytes, fresh.dropped
    ), hour as (
      insert into log_collector_hour (tenant_id, collector_id, hour, lines, bytes, dropped)
      select ${tenantId}::uuid, ${id}::uuid, date_trunc('hour', ${at}::timestamptz at time zone 'UTC') at time zone 'UTC',
        sum(lines), sum(bytes), sum(dropped)
      from saved having sum(lines) + sum(bytes) + sum(dropped) > 0
      on conflict (tenant_id, collector_id, hour) do update set
        lines = log_collector_hour.lines + excluded.lines, bytes = log_collector_hour.bytes + excluded.bytes,
        dropped = log_collector_hour.dropped + excluded.dropped
      returning (xmax = 0) as is_new
    )
    select coalesce(bool_or(is_new), false) as "isNew" from hour`;
  const [{ isNew }] = z.tuple([z.object({ isNew: z.boolean() })]).parse(rows);
  if (isNew) await deleteOldHours(tx, tenantId, id, at);
}

/** A collector's first report of an hour takes away what nobody looks at any more. */
async function deleteOldHours(tx: Transaction, tenantId: string, collectorId: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - volumeDays * 24 * 3_600_000);
  await tx.logCollectorHour.deleteMany({ where: { tenantId, collectorId, hour: { lt: before } } });
}
