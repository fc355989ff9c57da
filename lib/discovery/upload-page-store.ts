import { z } from "zod";
import type { CursorPoint } from "../db/cursor";
import { Prisma } from "../db/generated/client";
import { type KeysetWalk, keysetPage, type Placed } from "../db/keyset";
import { partOf } from "../db/search-pattern";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { type ListedUpload, uploadFailureCodes, uploadStates, uploadSummary } from "../domain/discovery-upload";
import type { UploadView } from "../domain/discovery-upload-view";
import type { Page, SortDirection } from "../domain/page";

const pageSize = 50;

const listedColumns = Prisma.sql`
  u.id::text, u.stream_id as "streamId", u.state, u.file_name as "fileName", u.source, u.opened_at as "openedAt",
  u.opened_by_name as "openedByName", u.finished_at as "finishedAt", u.parsed_at as "parsedAt",
  u.size_bytes::float8 as "sizeBytes", u.bytes_read::float8 as "bytesRead", u.summary, u.failure,
  u.failure_code as "failureCode", u.failure_detail as "failureDetail", s.name as "reportName", s.kind as "reportKind",
  u.opened_at::text as "sortValue"`;

const listedRow = z
  .object({
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
    failureCode: z.enum(uploadFailureCodes).nullable(),
    failureDetail: z.string().nullable(),
    reportName: z.string().nullable(),
    reportKind: z.enum(["input", "snapshot"]).nullable(),
    sortValue: z.string(),
  })
  .transform(({ reportName: name, reportKind: kind, sortValue: value, ...upload }): Placed<ListedUpload> => {
    const report = name === null || kind === null ? null : { name, kind };
    return { row: { ...upload, report }, point: { value, id: upload.id } };
  });

/** One page of the uploads, along the index on tenant, time and id. */
export function findUploadPage(tx: Transaction, visibility: Visibility, view: UploadView): Promise<Page<ListedUpload>> {
  const { file, state, source, report, direction, after, before } = view;
  const binding = ["uploads", visibility.tenantId, file, state ?? "", source ?? "", report ?? "", direction];
  return keysetPage({ after, before, direction, pageSize, binding }, (walk) => select(tx, visibility, view, walk));
}

/** One upload as the list shows it. */
export async function findListedUpload(
  tx: Transaction,
  visibility: Visibility,
  id: string,
): Promise<ListedUpload | null> {
  const rows = await tx.$queryRaw`
    select ${listedColumns} from discovery_upload u
    left join discovery_stream s on s.tenant_id = u.tenant_id and s.id = u.stream_id
    where u.tenant_id = ${visibility.tenantId}::uuid and u.id = ${id}::uuid`;
  return z.array(listedRow).parse(rows)[0]?.row ?? null;
}

async function select(
  tx: Transaction,
  visibility: Visibility,
  view: UploadView,
  { point, direction, limit }: KeysetWalk,
): Promise<Placed<ListedUpload>[]> {
  const order = direction === "desc" ? Prisma.sql`desc` : Prisma.sql`asc`;
  const rows = await tx.$queryRaw`
    select ${listedColumns} from discovery_upload u
    left join discovery_stream s on s.tenant_id = u.tenant_id and s.id = u.stream_id
    where u.tenant_id = ${visibility.tenantId}::uuid and ${matches(view)} and ${beyond(point, direction)}
    order by u.opened_at ${order}, u.id ${order} limit ${limit}`;
  return z.array(listedRow).parse(rows);
}

function matches({ file, state, source, report }: UploadView): Prisma.Sql {
  const conditions = [
    file === "" ? null : Prisma.sql`u.file_name ilike ${partOf(file)}`,
    state === null ? null : Prisma.sql`u.state = ${state}`,
    source === null ? null : Prisma.sql`u.source = ${source}`,
    report === null ? null : Prisma.sql`u.stream_id = ${report}`,
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " and ");
}

function beyond(point: CursorPoint | null, direction: SortDirection): Prisma.Sql {
  if (point === null) return Prisma.sql`true`;
  const comparison = direction === "desc" ? Prisma.sql`<` : Prisma.sql`>`;
  return Prisma.sql`(u.opened_at, u.id) ${comparison} (${point.value}::timestamptz, ${point.id}::uuid)`;
}
