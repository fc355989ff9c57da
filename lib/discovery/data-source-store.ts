import { z } from "zod";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { type ChangeDataSourceInput, type DataSource, receivers } from "../domain/data-source";
import { type CustomParser, customParserInput } from "../domain/discovery-parser";

const dataSourceRows: z.ZodType<DataSource[]> = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    logType: z.number().nullable(),
    anonymizesUsers: z.boolean(),
    receiver: z.enum(receivers).nullable(),
    comment: z.string(),
    customParser: customParserInput.nullable(),
    createdAt: z.date(),
    createdByName: z.string(),
    modifiedAt: z.date(),
    lastDataAt: z.date().nullable(),
    files: z.number(),
    failedFiles: z.number(),
    collectors: z.array(z.string()),
  }),
);

/** The tenant's data sources with what their reports have received, by name; at most as many as a tenant may have. */
export async function findDataSources(
  tx: Transaction,
  visibility: Visibility,
  id: string | null = null,
): Promise<DataSource[]> {
  const rows = await tx.$queryRaw`
    select d.id, s.name, s.log_type as "logType", s.anonymizes_users as "anonymizesUsers", d.receiver, d.comment,
           d.custom_parser as "customParser", d.created_at as "createdAt", d.created_by_name as "createdByName",
           d.modified_at as "modifiedAt", s.last_data_at as "lastDataAt", u.files, u.failed_files as "failedFiles",
           array(
             select c.name from log_collector_source l
             join log_collector c on c.tenant_id = l.tenant_id and c.id = l.collector_id
             where l.tenant_id = d.tenant_id and l.data_source_id = d.id order by c.name
           ) as collectors
    from discovery_data_source d
    join discovery_stream s on s.tenant_id = d.tenant_id and s.id = d.id
    cross join lateral (
      select count(*)::int as files, (count(*) filter (where state = 'failed'))::int as failed_files
      from discovery_upload where tenant_id = d.tenant_id and stream_id = d.id
    ) u
    where d.tenant_id = ${visibility.tenantId}::uuid and (${id}::text is null or d.id = ${id})
    order by s.name, d.id`;
  return dataSourceRows.parse(rows);
}

/** Lets no other change of the tenant's data sources come between. */
export async function holdDataSources(tx: Transaction, { tenantId }: Visibility): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('data sources ' || ${tenantId}, 0))`;
}

/** The names of the tenant's data sources. */
export async function findDataSourceNames(tx: Transaction, visibility: Visibility): Promise<string[]> {
  const found = await tx.discoveryDataSource.findMany({
    where: { tenantId: visibility.tenantId },
    select: { stream: { select: { name: true } } },
  });
  return found.map(({ stream }) => stream.name);
}

/** The tenant's own parser for a report, if its data source has one. */
export async function findCustomParser(
  tx: Transaction,
  visibility: Visibility,
  id: string,
): Promise<CustomParser | null> {
  const found = await tx.discoveryDataSource.findUnique({
    where: { tenantId_id: { tenantId: visibility.tenantId, id } },
    select: { customParser: true },
  });
  return customParserInput.nullable().parse(found?.customParser ?? null);
}

/** Whether any data source of the tenant has a parser of its own. */
export async function hasCustomParser(tx: Transaction, { tenantId }: Visibility): Promise<boolean> {
  const found = await tx.discoveryDataSource.findFirst({
    where: { tenantId, customParser: { not: Prisma.DbNull } },
    select: { id: true },
  });
  return found !== null;
}

export async function insertDataSource(
  tx: Transaction,
  visibility: Visibility,
  source: ChangeDataSourceInput & { at: Date; byName: string },
): Promise<void> {
  const { id, receiver, comment, customParser, at, byName } = source;
  await tx.discoveryDataSource.createMany({
    data: [
      {
        tenantId: visibility.tenantId,
        id,
        receiver,
        comment,
        customParser: customParser ?? Prisma.DbNull,
        createdAt: at,
        createdByName: byName,
        modifiedAt: at,
      },
    ],
  });
  await saveStreamSettings(tx, visibility, source);
}

/** @returns false when there is no such data source */
export async function saveDataSource(
  tx: Transaction,
  visibility: Visibility,
  source: ChangeDataSourceInput & { at: Date },
): Promise<boolean> {
  const { id, receiver, comment, customParser, at: modifiedAt } = source;
  const { count } = await tx.discoveryDataSource.updateMany({
    where: { tenantId: visibility.tenantId, id },
    data: { receiver, comment, customParser: customParser ?? Prisma.DbNull, modifiedAt },
  });
  if (count > 0) await saveStreamSettings(tx, visibility, source);
  return count > 0;
}

/** Lets the log collectors that receive a data source notice that it changes or goes. */
export async function touchCollectorsOf(tx: Transaction, { tenantId }: Visibility, id: string): Promise<void> {
  await tx.logCollector.updateMany({
    where: { tenantId, sources: { some: { dataSourceId: id } } },
    data: { version: { increment: 1 } },
  });
}

/** Takes a data source away; its report too when nothing ever went into it. */
export async function deleteDataSource(tx: Transaction, { tenantId }: Visibility, id: string): Promise<void> {
  await tx.discoveryDataSource.deleteMany({ where: { tenantId, id } });
  await tx.discoveryStream.deleteMany({ where: { tenantId, id, uploads: { none: {} }, traffic: { none: {} } } });
}

async function saveStreamSettings(
  tx: Transaction,
  { tenantId }: Visibility,
  { id, logType, anonymizesUsers }: Pick<ChangeDataSourceInput, "id" | "logType" | "anonymizesUsers">,
): Promise<void> {
  await tx.discoveryStream.updateMany({ where: { tenantId, id }, data: { logType, anonymizesUsers } });
}
