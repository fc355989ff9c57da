import { z } from "zod";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { receivers } from "../domain/data-source";
import type { DiscoveryStream } from "../domain/discovery-stream";

const streamRows: z.ZodType<DiscoveryStream[]> = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(["input", "snapshot"]),
    name: z.string(),
    logType: z.number().nullable(),
    anonymizesUsers: z.boolean(),
    comment: z.string(),
    receiver: z.enum(receivers).nullable(),
    createdAt: z.date(),
    lastDataAt: z.date().nullable(),
    files: z.number(),
    failedFiles: z.number(),
  }),
);

/** Every data source and snapshot of the tenant, by name. */
export async function findStreams(tx: Transaction, visibility: Visibility): Promise<DiscoveryStream[]> {
  const rows = await tx.$queryRaw`
    select s.id, s.kind, s.name, s.log_type as "logType", s.anonymizes_users as "anonymizesUsers",
           s.created_at as "createdAt", s.last_data_at as "lastDataAt", coalesce(d.comment, '') as comment, d.receiver,
           count(u.id)::int as files, (count(u.id) filter (where u.state = 'failed'))::int as "failedFiles"
    from discovery_stream s
    left join discovery_data_source d on d.tenant_id = s.tenant_id and d.id = s.id
    left join discovery_upload u on u.tenant_id = s.tenant_id and u.stream_id = s.id
    where s.tenant_id = ${visibility.tenantId}::uuid
    group by s.tenant_id, s.id, d.comment, d.receiver order by s.name, s.id`;
  return streamRows.parse(rows);
}

/** The report of a data source; nobody can delete it before the transaction ends. Null when it is gone. */
export async function findStream(
  tx: Transaction,
  { tenantId }: Visibility,
  id: string,
): Promise<{ id: string; name: string; anonymizesUsers: boolean } | null> {
  const rows = await tx.$queryRaw`
    select id, name, anonymizes_users as "anonymizesUsers" from discovery_stream
    where tenant_id = ${tenantId}::uuid and id = ${id} and kind = 'input' for key share`;
  return foundStreams.parse(rows)[0] ?? null;
}

/** When the tenant came into being: since then it has its Global View. */
export async function findTenantBirth(tx: Transaction, visibility: Visibility): Promise<Date> {
  const tenant = await tx.tenant.findUniqueOrThrow({
    where: { id: visibility.tenantId },
    select: { createdAt: true },
  });
  return tenant.createdAt;
}

export type NewStream = Pick<DiscoveryStream, "id" | "name" | "logType" | "anonymizesUsers" | "createdAt"> & {
  kind: "input" | "snapshot";
};

/**
 * The data source or snapshot of this name, or, for an upload that may name either, a data source of this id; made when
 * there is none. Two senders who come at once get the same one, and nobody can delete it before the transaction ends.
 */
export async function insertOrFindStream(
  tx: Transaction,
  visibility: Visibility,
  stream: NewStream,
  named: "by name" | "by name or id" = "by name or id",
): Promise<{ id: string; name: string; anonymizesUsers: boolean }> {
  const { tenantId } = visibility;
  const { id, kind, name, logType, anonymizesUsers, createdAt } = stream;
  const byId = kind === "input" && named === "by name or id" ? Prisma.sql`or id = ${name}` : Prisma.empty;
  const find = Prisma.sql`
    select id, name, anonymizes_users as "anonymizesUsers" from discovery_stream
    where tenant_id = ${tenantId}::uuid and kind = ${kind} and (name = ${name} ${byId}) limit 1
    for key share`;
  const known = foundStreams.parse(await tx.$queryRaw(find))[0];
  if (known !== undefined) return known;
  await tx.$executeRaw`
    insert into discovery_stream (tenant_id, id, kind, name, log_type, anonymizes_users, created_at)
    values (${tenantId}::uuid, ${id}, ${kind}, ${name}, ${logType}::int, ${anonymizesUsers}, ${createdAt}::timestamptz)
    on conflict do nothing`;
  return z.tuple([foundStream]).parse(await tx.$queryRaw(find))[0];
}

const foundStream = z.object({ id: z.string(), name: z.string(), anonymizesUsers: z.boolean() });
const foundStreams = z.array(foundStream);
