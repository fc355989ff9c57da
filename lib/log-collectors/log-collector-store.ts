import { z } from "zod";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { type Receiver, receivers } from "../domain/data-source";
import { Failure } from "../domain/failure";
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

/** Lets no other collector of the tenant come between, so that the limit holds. */
export async function holdLogCollectors(tx: Transaction, { tenantId }: Visibility): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('log collectors ' || ${tenantId}, 0))`;
}

export function countLogCollectors(tx: Transaction, { tenantId }: Visibility): Promise<number> {
  return tx.logCollector.count({ where: { tenantId } });
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

/** Holds a collector for the rest of the transaction: two changes at once would each renew the token that both saw. */
export async function holdLogCollector(tx: Transaction, { tenantId }: Visibility, id: string): Promise<void> {
  await tx.$executeRaw`select from log_collector where tenant_id = ${tenantId}::uuid and id = ${id}::uuid for update`;
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

export type ReceivableSource = { id: string; name: string; logType: number | null; receiver: Receiver };

/**
 * Data sources that a collector may receive, by name; those that are uploaded are left out.
 * @param ids among these; null for all
 */
export async function findReceivableSources(
  tx: Transaction,
  { tenantId }: Visibility,
  ids: readonly string[] | null,
): Promise<ReceivableSource[]> {
  const rows = await tx.discoveryDataSource.findMany({
    where: { tenantId, receiver: { not: null }, ...(ids && { id: { in: [...ids] } }) },
    select: { id: true, receiver: true, stream: { select: { name: true, logType: true } } },
    orderBy: { stream: { name: "asc" } },
  });
  return rows.map(({ id, receiver, stream }) => ({ id, ...stream, receiver: z.enum(receivers).parse(receiver) }));
}

type CollectorColumns = { name: string; host: string; ftpPort: number; at: Date };

/** Inserts a collector with its empty state. @returns its id @throws Failure `conflict` when its name is taken */
export async function insertLogCollector(
  tx: Transaction,
  { tenantId }: Visibility,
  collector: CollectorColumns & { tokenId: string; createdByName: string },
): Promise<string> {
  const { at, name, ...rest } = collector;
  const data = { tenantId, ...rest, name, nameKey: name.toLowerCase(), createdAt: at, modifiedAt: at };
  const { id } = await tx.logCollector.create({ data, select: { id: true } }).catch(nameTaken);
  await tx.logCollectorState.createMany({ data: [{ tenantId, collectorId: id }] });
  return id;
}

/** Changes settings; the running collector notices by the version. @throws Failure `conflict` when the name is taken */
export async function updateLogCollector(
  tx: Transaction,
  { tenantId }: Visibility,
  id: string,
  { at, name, host, ftpPort }: CollectorColumns,
): Promise<void> {
  const data = { name, nameKey: name.toLowerCase(), host, ftpPort, modifiedAt: at, version: { increment: 1 } };
  await tx.logCollector.updateMany({ where: { tenantId, id }, data }).catch(nameTaken);
}

/** Links exactly these data sources. What came in through those that stay is kept. */
export async function saveCollectorSources(
  tx: Transaction,
  { tenantId }: Visibility,
  collectorId: string,
  sources: readonly { id: string; port: number | null }[],
): Promise<void> {
  const ids = sources.map(({ id }) => id);
  await tx.logCollectorSource.deleteMany({ where: { tenantId, collectorId, dataSourceId: { notIn: ids } } });
  await tx.$executeRaw`
    insert into log_collector_source (tenant_id, collector_id, data_source_id, port)
    select ${tenantId}::uuid, ${collectorId}::uuid, id, port
    from unnest(${ids}::text[], ${sources.map(({ port }) => port)}::int[]) as wanted (id, port)
    on conflict (tenant_id, collector_id, data_source_id) do update set port = excluded.port`;
}

export async function markLogCollectorDisabled(
  tx: Transaction,
  { tenantId }: Visibility,
  id: string,
  disabledAt: Date | null,
): Promise<void> {
  await tx.logCollector.updateMany({ where: { tenantId, id }, data: { disabledAt } });
}

export async function replaceLogCollectorToken(
  tx: Transaction,
  { tenantId }: Visibility,
  id: string,
  tokenId: string,
): Promise<void> {
  await tx.logCollector.updateMany({ where: { tenantId, id }, data: { tokenId } });
}

export async function deleteLogCollectorRow(tx: Transaction, { tenantId }: Visibility, id: string): Promise<void> {
  await tx.logCollector.deleteMany({ where: { tenantId, id } });
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

function nameTaken(error: unknown): never {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
    throw new Failure("conflict", "Another log collector has this name", {
      field: "name",
      messageKey: "logCollectorNameTaken",
    });
  throw error;
}
