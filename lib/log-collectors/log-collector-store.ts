import { z } from "zod";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { type Receiver, receivers } from "../domain/data-source";
import { Failure } from "../domain/failure";

/** Lets no other collector of the tenant come between, so that the limit holds. */
export async function holdLogCollectors(tx: Transaction, { tenantId }: Visibility): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('log collectors ' || ${tenantId}, 0))`;
}

export function countLogCollectors(tx: Transaction, { tenantId }: Visibility): Promise<number> {
  return tx.logCollector.count({ where: { tenantId } });
}

/** Holds a collector for the rest of the transaction: two changes at once would each renew the token that both saw. */
export async function holdLogCollector(tx: Transaction, { tenantId }: Visibility, id: string): Promise<void> {
  await tx.$executeRaw`select from log_collector where tenant_id = ${tenantId}::uuid and id = ${id}::uuid for update`;
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

function nameTaken(error: unknown): never {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
    throw new Failure("conflict", "Another log collector has this name", {
      field: "name",
      messageKey: "logCollectorNameTaken",
    });
  throw error;
}
