import type { Transaction } from "@/lib/db/transaction";
import { type DemoReport, type DemoTraffic, demoReports, demoTraffic, demoUploads } from "./demo-discovery";
import { demoAppTags } from "./demo-discovery-apps";
import type { DemoTenant } from "./demo-people";

export type DemoDiscovery = { report: DemoReport; rows: DemoTraffic[] }[];

/** The reports of a demo tenant with their traffic, made up before a transaction begins. */
export function demoDiscovery(tenant: DemoTenant, now: Date): DemoDiscovery {
  return demoReports(tenant).map((report) => ({ report, rows: demoTraffic(tenant, report, now) }));
}

/** Inserts the reports, the files that they say they came from, their traffic, and what the tenant said about apps. */
export async function insertDiscovery(
  tx: Transaction,
  tenant: DemoTenant,
  discovery: DemoDiscovery,
  now: Date,
): Promise<void> {
  const { id: tenantId } = tenant;
  const taggedByName = tenant.people.discovery;
  await tx.discoveryAppTag.createMany({
    data: demoAppTags.map(({ appId, tag }) => ({ tenantId, appId, tag, taggedAt: daysBefore(now, 20), taggedByName })),
  });
  for (const { report, rows } of discovery) {
    await insertReport(tx, tenant, report, rows, now);
    await insertTraffic(tx, tenantId, report, rows, now);
  }
}

async function insertReport(
  tx: Transaction,
  tenant: DemoTenant,
  { id, kind, name, source, logType, days, people }: DemoReport,
  rows: readonly DemoTraffic[],
  now: Date,
): Promise<void> {
  const { id: tenantId } = tenant;
  const stream = { tenantId, id, kind, name, logType, anonymizesUsers: false };
  await tx.discoveryStream.createMany({
    data: [{ ...stream, createdAt: daysBefore(now, days), lastDataAt: daysBefore(now, 0) }],
  });
  const uploads = demoUploads({ id, kind, name, source, logType, days, people }, rows);
  await tx.discoveryUpload.createMany({
    data: uploads.map(({ id: uploadId, fileName, daysAgo, lines, failed, isGood }) => ({
      tenantId,
      id: uploadId,
      streamId: id,
      state: isGood ? "done" : "failed",
      fileName,
      source,
      openedAt: daysBefore(now, daysAgo),
      openedByName: tenant.people.discovery,
      finishedAt: daysBefore(now, daysAgo),
      parsedAt: daysBefore(now, daysAgo),
      sizeBytes: lines * 21,
      bytesRead: lines * 21,
      summary: summaryOf(lines, failed),
      ...(isGood ? {} : wrongFormat),
    })),
  });
}

const wrongFormat = {
  failure: "The log format does not match the chosen data source",
  failureCode: "format-mismatch",
};

function summaryOf(lines: number, failed: number) {
  const parsed = lines - failed;
  const message = "The line does not have the shape of this format";
  const failures = Array.from({ length: Math.min(failed, 3) }, (_, index) => ({
    member: "traffic.log",
    lineNumber: 17 + index * 40,
    code: "not-this-format",
    message,
  }));
  const outside = { tooOld: 0, futureDated: 0, internalOnly: 0, uncatalogued: 0 };
  const failuresByCode = failed > 0 ? { "not-this-format": failed } : {};
  return { lines, skipped: 0, failed, parsed, ...outside, catalogued: parsed, failures, failuresByCode };
}

/**
 * All rows of a report as one statement with a column each: a value for each would be several times as many bytes, and
 * the start waits for it.
 */
async function insertTraffic(
  tx: Transaction,
  tenantId: string,
  { id, people }: DemoReport,
  rows: readonly DemoTraffic[],
  now: Date,
): Promise<void> {
  const column = (name: keyof DemoTraffic) => rows.map((row) => row[name]);
  const today = now.toISOString().slice(0, 10);
  await tx.$executeRaw`
    insert into discovery_traffic (tenant_id, stream_id, day, app_id, target, user_name, source_ip, transactions,
      blocked_transactions, uploaded_bytes, downloaded_bytes, total_bytes, last_seen_at)
    select ${tenantId}::uuid, ${id}, ${today}::date - x.days_ago, x.app_id, '', p.user_name, p.source_ip, x.transactions,
           x.blocked, x.uploaded, x.downloaded, x.uploaded + x.downloaded,
           least(${now}::timestamptz, (${today}::date - x.days_ago) + time '16:40')
    from unnest(${column("daysAgo")}::int[], ${column("person")}::int[], ${column("appId")}::int[],
                ${column("transactions")}::bigint[], ${column("blocked")}::bigint[], ${column("uploaded")}::bigint[],
                ${column("downloaded")}::bigint[])
           as x(days_ago, person, app_id, transactions, blocked, uploaded, downloaded)
    join unnest(${people.map(({ user }) => user)}::text[], ${people.map(({ sourceIp }) => sourceIp)}::text[])
           with ordinality as p(user_name, source_ip, number) on p.number = x.person + 1`;
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000 - 3_600_000);
}
