import { z } from "zod";
import type { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { receivers } from "../domain/data-source";
import type { LogCollector } from "../domain/log-collector";
import { collectorFaults, dataSourceFaults } from "../domain/log-collector-feed";
import { isFtp } from "../domain/log-collector-ports";

const columns = {
  id: true,
  name: true,
  host: true,
  ftpPort: true,
  version: true,
  createdByName: true,
  createdAt: true,
  modifiedAt: true,
  disabledAt: true,
  tokenId: true,
  token: { select: { publicId: true, member: { select: { name: true, deactivatedAt: true } } } },
  state: {
    select: {
      lastSeenAt: true,
      collectorVersion: true,
      hostName: true,
      freeDiskBytes: true,
      otherInstanceAt: true,
      fault: true,
      faultDetail: true,
      faultSince: true,
    },
  },
  sources: {
    select: {
      dataSourceId: true,
      port: true,
      lines: true,
      bytes: true,
      bytesWaiting: true,
      dropped: true,
      droppedAt: true,
      lastReceivedAt: true,
      fault: true,
      faultDetail: true,
      faultSince: true,
      dataSource: { select: { receiver: true, stream: { select: { name: true, logType: true } } } },
    },
    orderBy: { dataSource: { stream: { name: "asc" } } },
  },
} satisfies Prisma.LogCollectorSelect;

type Row = Prisma.LogCollectorGetPayload<{
  select: typeof columns & { hours: { select: { hour: true; lines: true; bytes: true; dropped: true } } };
}>;

/** With what came in since a moment. */
function columnsSince(volumeSince: Date) {
  return {
    ...columns,
    hours: {
      where: { hour: { gte: volumeSince } },
      select: { hour: true, lines: true, bytes: true, dropped: true },
      orderBy: { hour: "asc" },
    },
  } satisfies Prisma.LogCollectorSelect;
}

/** All collectors of the tenant, by name: a hundred at most, so there is no paging. */
export async function findLogCollectors(
  tx: Transaction,
  { tenantId }: Visibility,
  volumeSince: Date,
): Promise<LogCollector[]> {
  const select = columnsSince(volumeSince);
  const rows = await tx.logCollector.findMany({ where: { tenantId }, select, orderBy: { nameKey: "asc" } });
  return rows.map(collectorOf);
}

/** The names of the tenant's collectors, by name. */
export async function findLogCollectorNames(tx: Transaction, { tenantId }: Visibility): Promise<string[]> {
  const rows = await tx.logCollector.findMany({
    where: { tenantId },
    select: { name: true },
    orderBy: { nameKey: "asc" },
  });
  return rows.map(({ name }) => name);
}

/** One collector with its token's id, or null. */
export async function findLogCollector(
  tx: Transaction,
  { tenantId }: Visibility,
  id: string,
  volumeSince: Date,
): Promise<{ collector: LogCollector; tokenId: string } | null> {
  const row = await tx.logCollector.findFirst({ where: { tenantId, id }, select: columnsSince(volumeSince) });
  return row ? { collector: collectorOf(row), tokenId: row.tokenId } : null;
}

function collectorOf({ state, token, sources, hours, tokenId: _tokenId, ...row }: Row): LogCollector {
  return {
    ...row,
    tokenPublicId: token.publicId,
    tokenOwnerName: token.member.name,
    ownerDeactivated: token.member.deactivatedAt !== null,
    lastSeenAt: state?.lastSeenAt ?? null,
    collectorVersion: state?.collectorVersion ?? null,
    hostName: state?.hostName ?? null,
    freeDiskBytes: state?.freeDiskBytes == null ? null : Number(state.freeDiskBytes),
    otherInstanceAt: state?.otherInstanceAt ?? null,
    fault:
      state?.fault == null || state.faultSince === null
        ? null
        : { code: z.enum(collectorFaults).parse(state.fault), detail: state.faultDetail, since: state.faultSince },
    sources: sources.map((source) => sourceOf(source, row.ftpPort)),
    volume: hours.map(({ hour, lines, bytes, dropped }) => ({
      hour,
      lines: Number(lines),
      bytes: Number(bytes),
      dropped: Number(dropped),
    })),
  };
}

function sourceOf(source: Row["sources"][number], ftpPort: number): LogCollector["sources"][number] {
  const { dataSourceId: id, dataSource, port, fault, faultDetail, faultSince } = source;
  const receiver = z.enum(receivers).parse(dataSource.receiver);
  return {
    id,
    name: dataSource.stream.name,
    receiver,
    logType: dataSource.stream.logType,
    port: isFtp(receiver) ? ftpPort : (port ?? 0),
    lines: Number(source.lines),
    bytes: Number(source.bytes),
    bytesWaiting: Number(source.bytesWaiting),
    dropped: Number(source.dropped),
    droppedAt: source.droppedAt,
    lastReceivedAt: source.lastReceivedAt,
    fault:
      fault === null || faultSince === null
        ? null
        : { code: z.enum(dataSourceFaults).parse(fault), detail: faultDetail, since: faultSince },
  };
}
