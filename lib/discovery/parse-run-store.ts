import { z } from "zod";
import type { Transaction } from "../db/transaction";
import type { MatchableApp } from "../domain/discovery-app";
import { customParserInput } from "../domain/discovery-parser";
import type { LogSummary, TrafficSum } from "../domain/discovery-traffic";
import { type UploadFailureCode, type UploadSummary, uploadSummary } from "../domain/discovery-upload";
import { fileParts } from "../storage/file-parts";

/*
 * What a run of the parsing job reads and writes. It acts for nobody: its tenant is that of the transaction in which the
 * upload was finished.
 */

const rowsPerStatement = 5_000;
const busiestApps = 10;
const measured = uploadSummary.pick({ apps: true, appCount: true, userCount: true });
const claimed = z.object({
  streamId: z.string(),
  source: z.string(),
  fileName: z.string(),
  sizeBytes: z.number(),
  anonymizesUsers: z.boolean(),
  customParser: customParserInput.nullable(),
  content: fileParts,
});
export type ClaimedUpload = z.infer<typeof claimed>;

/** Why an upload failed: a sentence that may be shown, its code, and what it is about. */
export type UploadFailure = { failure: string; code: UploadFailureCode; detail: string | null };

/** One run of the parsing of one upload. */
export type ParseRun = { tenantId: string; uploadId: string; runId: string };

/**
 * Makes this run the only one that may publish, and throws away what earlier ones have staged.
 * @returns null when the upload is parsed already, has failed, or is gone
 */
export async function markUploadParsing(tx: Transaction, run: ParseRun): Promise<ClaimedUpload | null> {
  const rows = await tx.$queryRaw`
    update discovery_upload set state = 'parsing', run_id = ${run.runId}::uuid, bytes_read = 0
    where tenant_id = ${run.tenantId}::uuid and id = ${run.uploadId}::uuid and state in ('queued', 'parsing')
    returning stream_id as "streamId", source, file_name as "fileName", size_bytes::float8 as "sizeBytes",
              anonymizes_users as "anonymizesUsers", custom_parser as "customParser", content`;
  const [upload] = z.array(claimed).parse(rows);
  if (upload === undefined) return null;
  await deleteStagedTraffic(tx, run);
  return upload;
}

/** The apps that the tenant has added to the catalogue and not removed. */
export async function findOwnApps(tx: Transaction, { tenantId }: ParseRun): Promise<MatchableApp[]> {
  return tx.discoveryCustomApp.findMany({
    where: { tenantId, removedAt: null },
    select: { id: true, domains: true, addresses: true },
  });
}

/** Tells how far the parsing is. */
export async function markBytesRead(tx: Transaction, uploadId: string, bytesRead: number): Promise<void> {
  await tx.discoveryUpload.updateMany({
    where: { id: uploadId, state: "parsing" },
    data: { bytesRead: BigInt(bytesRead) },
  });
}

/** Keeps rows of a run apart from the reports. @param from number of the first row; rows of a run are counted through */
export async function insertStagedTraffic(
  tx: Transaction,
  run: ParseRun,
  from: number,
  sums: readonly TrafficSum[],
): Promise<void> {
  for (let start = 0; start < sums.length; start += rowsPerStatement) {
    const rows = sums.slice(start, start + rowsPerStatement).map(rowOf);
    await tx.$executeRaw`
      insert into discovery_traffic_staging (tenant_id, upload_id, run_id, row, day, app_id, target, user_name, source_ip,
        transactions, blocked_transactions, uploaded_bytes, downloaded_bytes, total_bytes, last_seen_at)
      select ${run.tenantId}::uuid, ${run.uploadId}::uuid, ${run.runId}::uuid, ${from + start}::int + x.n::int,
             (x.v->>0)::date, (x.v->>1)::int, x.v->>2, x.v->>3, x.v->>4, (x.v->>5)::bigint, (x.v->>6)::bigint,
             (x.v->>7)::bigint, (x.v->>8)::bigint, (x.v->>9)::bigint, to_timestamp((x.v->>10)::float8 / 1000)
      from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as x(v, n)`;
  }
}

/** The days (UTC) of what came into a continuous report, from the first to the last; null for a snapshot, or for nothing. */
export type PublishedDays = { from: string; to: string } | null;

/**
 * Makes what a run has staged part of its report, and the upload done: together or not at all, and once. Traffic that is
 * older than reports reach goes.
 * @returns undefined when another run has taken the upload over
 */
export async function publishTraffic(
  tx: Transaction,
  run: ParseRun,
  summary: LogSummary,
  times: { at: Date; oldestDay: Date },
): Promise<PublishedDays | undefined> {
  const { tenantId, uploadId, runId } = run;
  const { at, oldestDay } = times;
  const found = { ...summary, ...(await measureStaged(tx, run)) };
  const taken = await tx.$queryRaw`
    update discovery_upload set state = 'done', parsed_at = ${at}::timestamptz, bytes_read = size_bytes,
           summary = ${JSON.stringify(found)}::jsonb
    where tenant_id = ${tenantId}::uuid and id = ${uploadId}::uuid and state = 'parsing' and run_id = ${runId}::uuid
    returning stream_id as "streamId"`;
  const [upload] = z.array(z.object({ streamId: z.string() })).parse(taken);
  if (upload === undefined) return undefined;
  const { streamId } = upload;
  // One lock per report: two files of one report would otherwise wait for each other's rows crosswise.
  await tx.$executeRaw`
    update discovery_stream set last_data_at = ${at}::timestamptz
    where tenant_id = ${tenantId}::uuid and id = ${streamId}`;
  const days = await findStagedDays(tx, run, streamId);
  await tx.$executeRaw`
    insert into discovery_traffic as t (tenant_id, stream_id, day, app_id, target, user_name, source_ip, transactions,
      blocked_transactions, uploaded_bytes, downloaded_bytes, total_bytes, last_seen_at)
    select tenant_id, ${streamId}, day, app_id, target, user_name, source_ip, sum(transactions), sum(blocked_transactions),
           sum(uploaded_bytes), sum(downloaded_bytes), sum(total_bytes), max(last_seen_at)
    from discovery_traffic_staging
    where tenant_id = ${tenantId}::uuid and upload_id = ${uploadId}::uuid and run_id = ${runId}::uuid
    group by tenant_id, day, app_id, target, user_name, source_ip
    on conflict (tenant_id, stream_id, day, app_id, target, user_name, source_ip) do update set
      transactions = t.transactions + excluded.transactions,
      blocked_transactions = t.blocked_transactions + excluded.blocked_transactions,
      uploaded_bytes = coalesce(t.uploaded_bytes + excluded.uploaded_bytes, t.uploaded_bytes, excluded.uploaded_bytes),
      downloaded_bytes =
        coalesce(t.downloaded_bytes + excluded.downloaded_bytes, t.downloaded_bytes, excluded.downloaded_bytes),
      total_bytes = coalesce(t.total_bytes + excluded.total_bytes, t.total_bytes, excluded.total_bytes),
      last_seen_at = greatest(t.last_seen_at, excluded.last_seen_at)`;
  await tx.discoveryTraffic.deleteMany({ where: { tenantId, streamId, day: { lt: oldestDay } } });
  await deleteStagedTraffic(tx, run);
  return days;
}

async function findStagedDays(
  tx: Transaction,
  { tenantId, uploadId, runId }: ParseRun,
  streamId: string,
): Promise<PublishedDays> {
  const rows = await tx.$queryRaw`
    select to_char(min(day), 'YYYY-MM-DD') as "from", to_char(max(day), 'YYYY-MM-DD') as "to"
    from discovery_traffic_staging
    where tenant_id = ${tenantId}::uuid and upload_id = ${uploadId}::uuid and run_id = ${runId}::uuid
      and exists (select from discovery_stream s
                  where s.tenant_id = ${tenantId}::uuid and s.id = ${streamId} and s.kind = 'input')
    having count(*) > 0`;
  return z.array(z.object({ from: z.string(), to: z.string() })).parse(rows)[0] ?? null;
}

/** What a file holds, from what was staged of it. */
async function measureStaged(
  tx: Transaction,
  { tenantId, uploadId, runId }: ParseRun,
): Promise<Pick<UploadSummary, "apps" | "appCount" | "userCount">> {
  const rows = await tx.$queryRaw`
    with staged as (
      select app_id, user_name, transactions from discovery_traffic_staging
      where tenant_id = ${tenantId}::uuid and upload_id = ${uploadId}::uuid and run_id = ${runId}::uuid
    ), busiest as (
      select app_id, sum(transactions)::float8 as transactions from staged where app_id > 0
      group by app_id order by 2 desc, 1 limit ${busiestApps}
    )
    select (count(distinct app_id) filter (where app_id > 0))::int as "appCount",
           (count(distinct user_name) filter (where user_name <> ''))::int as "userCount",
           (select coalesce(jsonb_agg(jsonb_build_object('appId', app_id, 'transactions', transactions)
                                      order by transactions desc, app_id), '[]') from busiest) as apps
    from staged`;
  return z.tuple([measured]).parse(rows)[0];
}

/**
 * Ends an upload that cannot be parsed; one that is done stays done.
 * @param runId null: whichever run it was
 * @returns false when there was nothing to end: it has ended, is gone, or another run has taken it over
 */
export async function markUploadFailed(
  tx: Transaction,
  run: { tenantId: string; uploadId: string; runId: string | null },
  outcome: UploadFailure & { summary: LogSummary | null; at: Date },
): Promise<boolean> {
  const { failure, code, detail, summary, at } = outcome;
  const changed = await tx.$executeRaw`
    update discovery_upload set state = 'failed', failure = ${failure}, failure_code = ${code},
           failure_detail = ${detail}, parsed_at = ${at}::timestamptz, summary = ${summary === null ? null : JSON.stringify(summary)}::jsonb
    where tenant_id = ${run.tenantId}::uuid and id = ${run.uploadId}::uuid and state in ('queued', 'parsing')
      and (${run.runId}::uuid is null or run_id = ${run.runId}::uuid)`;
  if (changed === 0) return false;
  await deleteStagedTraffic(tx, run);
  return true;
}

async function deleteStagedTraffic(
  tx: Transaction,
  { tenantId, uploadId }: { tenantId: string; uploadId: string },
): Promise<void> {
  await tx.discoveryTrafficStaging.deleteMany({ where: { tenantId, uploadId } });
}

function rowOf(sum: TrafficSum): (string | number | null)[] {
  const { target, user, uploadedBytes, downloadedBytes, totalBytes } = sum;
  const [appId, name] = target.kind === "app" ? [target.appId, ""] : [0, target.name];
  return [
    sum.day,
    appId,
    name,
    user ?? "",
    sum.sourceIp,
    sum.transactions,
    sum.blockedTransactions,
    uploadedBytes ?? null,
    downloadedBytes ?? null,
    totalBytes ?? null,
    sum.lastOccurredAtMs,
  ];
}
