import { randomBytes } from "node:crypto";
import type { PrismaClient } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import type { Tenant } from "@/lib/domain/tenant";

/*
 * Reports of Cloud Discovery with traffic as a parsed log leaves it, for tests that are not about parsing. The rest of the
 * factories is in factories.ts.
 */

type TrafficInput = {
  appId?: number;
  user?: string;
  sourceIp?: string;
  /** How many days ago. */
  daysAgo?: number;
  transactions?: number;
  blockedTransactions?: number;
  /** Null where the log did not tell. */
  uploadedBytes?: number | null;
  downloadedBytes?: number | null;
};

const dayMilliseconds = 24 * 3_600_000;

/** A data source, or a snapshot, with one row of traffic for each input. */
export async function makeReport(
  client: PrismaClient,
  tenant: Tenant,
  input: { id?: string; name?: string; kind?: "input" | "snapshot"; traffic: readonly TrafficInput[] },
): Promise<{ id: string; name: string }> {
  const { id = randomBytes(12).toString("hex"), kind = "input", traffic } = input;
  const name = input.name ?? `Proxy ${id.slice(0, 6)}`;
  const now = new Date();
  const stream = { tenantId: tenant.id, id, kind, name, anonymizesUsers: false, createdAt: now, lastDataAt: now };
  const rows = traffic.map((one) => ({ tenantId: tenant.id, streamId: id, ...trafficRow(one, now) }));
  await withTenant(
    tenant.id,
    async (tx) => {
      await tx.discoveryStream.createMany({ data: [stream] });
      await tx.discoveryTraffic.createMany({ data: rows });
    },
    client,
  );
  return { id, name };
}

/** A data source with its report, in which nothing is yet. */
export async function makeDataSource(
  client: PrismaClient,
  tenant: Tenant,
  input: { id?: string; name?: string } = {},
): Promise<{ id: string; name: string }> {
  const report = await makeReport(client, tenant, { ...input, traffic: [] });
  const source = { tenantId: tenant.id, id: report.id, comment: "", createdByName: "Test" };
  const now = new Date();
  await withTenant(
    tenant.id,
    (tx) => tx.discoveryDataSource.createMany({ data: [{ ...source, createdAt: now, modifiedAt: now }] }),
    client,
  );
  return report;
}

function trafficRow(input: TrafficInput, now: Date) {
  const { appId = 11627, user = "amy.chen", sourceIp = "10.20.0.21", daysAgo = 1 } = input;
  const { transactions = 1, blockedTransactions = 0, uploadedBytes = 1_000, downloadedBytes = 4_000 } = input;
  const lastSeenAt = new Date(now.getTime() - daysAgo * dayMilliseconds);
  const isTotalKnown = uploadedBytes !== null && downloadedBytes !== null;
  return {
    day: new Date(`${lastSeenAt.toISOString().slice(0, 10)}T00:00:00Z`),
    appId,
    target: "",
    userName: user,
    sourceIp,
    transactions: BigInt(transactions),
    blockedTransactions: BigInt(blockedTransactions),
    uploadedBytes: uploadedBytes === null ? null : BigInt(uploadedBytes),
    downloadedBytes: downloadedBytes === null ? null : BigInt(downloadedBytes),
    totalBytes: isTotalKnown ? BigInt(uploadedBytes + downloadedBytes) : null,
    lastSeenAt,
  };
}
