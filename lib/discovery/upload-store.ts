import { z } from "zod";
import { type FilterColumn, testSql } from "../db/filter-sql";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { CustomParser } from "../domain/discovery-parser";
import {
  type DiscoveryUpload,
  type UploadFilter,
  type UploadSort,
  type UploadState,
  uploadStates,
  uploadSummary,
} from "../domain/discovery-upload";
import type { Condition } from "../domain/filter";
import type { ListQuery } from "../domain/list-query";
import { type FilePart, fileParts } from "../storage/file-parts";

const columns: Record<UploadFilter, FilterColumn> = {
  streamId: { sql: Prisma.sql`stream_id`, type: "text" },
  state: { sql: Prisma.sql`state`, type: "text" },
  id: { sql: Prisma.sql`id::text`, type: "text" },
};

const uploadRow = z.object({
  id: z.string(),
  streamId: z.string().nullable(),
  state: z.enum(uploadStates),
  fileName: z.string(),
  source: z.string(),
  openedAt: z.date(),
  openedByName: z.string(),
  finishedAt: z.date().nullable(),
  parsedAt: z.date().nullable(),
  sizeBytes: z.number().nullable(),
  bytesRead: z.number(),
  summary: uploadSummary.nullable(),
  failure: z.string().nullable(),
});
const uploadRows: z.ZodType<DiscoveryUpload[]> = z.array(uploadRow);
const lockedUploads = z.array(uploadRow.extend({ content: fileParts.nullable() }));

const uploadColumns = Prisma.sql`
  id::text, stream_id as "streamId", state, file_name as "fileName", source, opened_at as "openedAt",
  opened_by_name as "openedByName", finished_at as "finishedAt", parsed_at as "parsedAt",
  size_bytes::float8 as "sizeBytes", bytes_read::float8 as "bytesRead", summary, failure`;

/** The uploads of one page and one more, which tells whether there is a next page. */
export async function findUploads(
  tx: Transaction,
  visibility: Visibility,
  query: ListQuery<UploadFilter, UploadSort>,
): Promise<DiscoveryUpload[]> {
  const order = query.direction === "desc" ? Prisma.sql`opened_at desc, id desc` : Prisma.sql`opened_at, id`;
  const rows = await tx.$queryRaw`
    select ${uploadColumns} from discovery_upload
    where tenant_id = ${visibility.tenantId}::uuid and ${conditionsSql(query.conditions)}
    order by ${order} limit ${query.limit + 1} offset ${query.skip}`;
  return uploadRows.parse(rows);
}

export async function countUploads(
  tx: Transaction,
  visibility: Visibility,
  conditions: readonly Condition<UploadFilter>[],
  cap: number,
): Promise<number> {
  const rows = await tx.$queryRaw`
    select count(*)::int as total from (
      select from discovery_upload
      where tenant_id = ${visibility.tenantId}::uuid and ${conditionsSql(conditions)} limit ${cap}
    ) as capped`;
  return z.tuple([z.object({ total: z.number() })]).parse(rows)[0].total;
}

/** A state as it is stored. */
export function uploadStateOf(stored: string): UploadState {
  return z.enum(uploadStates).parse(stored);
}

/** Locks an upload for the rest of the transaction. Its content is null until a whole file was sent. */
export async function findUploadForUpdate(
  tx: Transaction,
  visibility: Visibility,
  id: string,
): Promise<(DiscoveryUpload & { content: FilePart[] | null }) | null> {
  const rows = await tx.$queryRaw`
    select ${uploadColumns}, content from discovery_upload
    where tenant_id = ${visibility.tenantId}::uuid and id = ${id}::uuid for update`;
  return lockedUploads.parse(rows)[0] ?? null;
}

/** Those of people and programs; log collectors are counted one by one. */
export async function countOpenUploads(tx: Transaction, visibility: Visibility): Promise<number> {
  return tx.discoveryUpload.count({ where: { tenantId: visibility.tenantId, state: "open", collectorId: null } });
}

/** Who asked for an upload's URL, and the token with which they did; null for a person in the portal. */
export type UploadOpener = { openedByName: string; openedById: string; openedByTokenId: string | null };

export async function insertUpload(
  tx: Transaction,
  visibility: Visibility,
  upload: Pick<DiscoveryUpload, "id" | "fileName" | "source" | "openedAt"> & UploadOpener,
): Promise<void> {
  await tx.discoveryUpload.createMany({ data: [{ tenantId: visibility.tenantId, state: "open", ...upload }] });
}

/** Removes uploads that nobody finished. @returns their ids, whose files are to go too */
export async function deleteAbandonedUploads(tx: Transaction, visibility: Visibility, before: Date): Promise<string[]> {
  const rows = await tx.$queryRaw`
    delete from discovery_upload
    where tenant_id = ${visibility.tenantId}::uuid and state = 'open' and opened_at < ${before}::timestamptz
    returning id::text`;
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id);
}

/** Takes an upload away that was given up. */
export async function deleteUpload(tx: Transaction, visibility: Visibility, id: string): Promise<void> {
  await tx.discoveryUpload.deleteMany({ where: { tenantId: visibility.tenantId, id } });
}

/** Gives an upload to its report and lets it wait for its parsing. */
export async function markUploadQueued(
  tx: Transaction,
  visibility: Visibility,
  upload: Pick<DiscoveryUpload, "id"> & {
    streamId: string;
    sizeBytes: number;
    anonymizesUsers: boolean;
    customParser: CustomParser | null;
    at: Date;
  },
): Promise<void> {
  const { id, streamId, sizeBytes, anonymizesUsers, at } = upload;
  const customParser = upload.customParser ?? Prisma.DbNull;
  await tx.discoveryUpload.updateMany({
    where: { tenantId: visibility.tenantId, id },
    data: { state: "queued", streamId, sizeBytes: BigInt(sizeBytes), anonymizesUsers, customParser, finishedAt: at },
  });
}

function conditionsSql(conditions: readonly Condition<UploadFilter>[]): Prisma.Sql {
  if (conditions.length === 0) return Prisma.sql`true`;
  return Prisma.join(
    conditions.map(({ field, test }) => testSql(columns[field], test)),
    " and ",
  );
}
