import { z } from "zod";
import type { CursorPoint } from "../db/cursor";
import { Prisma } from "../db/generated/client";
import { type KeysetWalk, keysetPage, type Placed } from "../db/keyset";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { ListedReport, ReportImpact } from "../domain/discovery-report";
import type { ReportListView } from "../domain/discovery-upload-view";
import type { Page, SortDirection } from "../domain/page";

const pageSize = 50;

const reportRow = z
  .object({
    id: z.string(),
    kind: z.enum(["input", "snapshot"]),
    name: z.string(),
    logType: z.number().nullable(),
    anonymizesUsers: z.boolean(),
    createdAt: z.date(),
    lastDataAt: z.date().nullable(),
    files: z.number(),
    failedFiles: z.number(),
    filesUnderWay: z.number(),
    sortValue: z.string(),
  })
  .transform(({ sortValue, ...row }): Placed<ListedReport> => ({ row, point: { value: sortValue, id: row.id } }));

/** One page of the data sources and snapshots, the newest first. */
export function findReportPage(
  tx: Transaction,
  visibility: Visibility,
  view: ReportListView,
): Promise<Page<ListedReport>> {
  const { after, before } = view;
  const binding = ["discovery reports", visibility.tenantId];
  return keysetPage({ after, before, direction: "desc", pageSize, binding }, (walk) => select(tx, visibility, walk));
}

async function select(tx: Transaction, visibility: Visibility, walk: KeysetWalk): Promise<Placed<ListedReport>[]> {
  const order = walk.direction === "desc" ? Prisma.sql`desc` : Prisma.sql`asc`;
  const rows = await tx.$queryRaw`
    select s.id, s.kind, s.name, s.log_type as "logType", s.anonymizes_users as "anonymizesUsers",
           s.created_at as "createdAt", s.last_data_at as "lastDataAt", s.created_at::text as "sortValue",
           u.files, u.failed as "failedFiles", u.under_way as "filesUnderWay"
    from discovery_stream s
    cross join lateral (
      select count(*)::int as files, (count(*) filter (where state = 'failed'))::int as failed,
             (count(*) filter (where state in ('queued', 'parsing')))::int as under_way
      from discovery_upload where tenant_id = s.tenant_id and stream_id = s.id
    ) as u
    where s.tenant_id = ${visibility.tenantId}::uuid and ${beyond(walk.point, walk.direction)}
    order by s.created_at ${order}, s.id ${order} limit ${walk.limit}`;
  return z.array(reportRow).parse(rows);
}

/** Locks a snapshot for the rest of the transaction; null when there is none of this id. */
export async function findSnapshotForUpdate(
  tx: Transaction,
  visibility: Visibility,
  id: string,
): Promise<{ name: string } | null> {
  const rows = await tx.$queryRaw`
    select name from discovery_stream
    where tenant_id = ${visibility.tenantId}::uuid and id = ${id} and kind = 'snapshot' for update`;
  return z.array(z.object({ name: z.string() })).parse(rows)[0] ?? null;
}

/** Whether a file of this report is waiting or being parsed. */
export async function hasUploadUnderWay(tx: Transaction, visibility: Visibility, streamId: string): Promise<boolean> {
  const { tenantId } = visibility;
  const where = { tenantId, streamId, state: { in: ["queued", "parsing"] } };
  return (await tx.discoveryUpload.findFirst({ where, select: { id: true } })) !== null;
}

/** What a report holds. */
export async function measureReport(tx: Transaction, visibility: Visibility, id: string): Promise<ReportImpact> {
  const { tenantId } = visibility;
  const rows = await tx.$queryRaw`
    select (select count(*)::int from discovery_upload where tenant_id = ${tenantId}::uuid and stream_id = ${id}) as files,
           (count(distinct app_id) filter (where app_id > 0))::int as apps,
           (count(distinct user_name) filter (where user_name <> ''))::int as users,
           min(day)::text as "firstDay", max(day)::text as "lastDay"
    from discovery_traffic where tenant_id = ${tenantId}::uuid and stream_id = ${id}`;
  return z.tuple([impactRow]).parse(rows)[0];
}

const impactRow = z.object({
  files: z.number(),
  apps: z.number(),
  users: z.number(),
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
});

/** Takes a report away with its traffic and the record of its files. */
export async function deleteReport(tx: Transaction, visibility: Visibility, id: string): Promise<void> {
  const { tenantId } = visibility;
  await tx.discoveryTraffic.deleteMany({ where: { tenantId, streamId: id } });
  await tx.discoveryUpload.deleteMany({ where: { tenantId, streamId: id } });
  await tx.discoveryStream.deleteMany({ where: { tenantId, id } });
}

function beyond(point: CursorPoint | null, direction: SortDirection): Prisma.Sql {
  if (point === null) return Prisma.sql`true`;
  const comparison = direction === "desc" ? Prisma.sql`<` : Prisma.sql`>`;
  return Prisma.sql`(s.created_at, s.id) ${comparison} (${point.value}::timestamptz, ${point.id})`;
}
