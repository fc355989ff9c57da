import type { Transaction } from "@/lib/db/transaction";
import type { DemoCollector } from "./demo-collectors";
import type { PeopledTenant } from "./demo-people";

/** Inserts the demo's log collectors with their tokens, and makes data sources of the reports that they bring logs to. */
export async function insertCollectors(
  tx: Transaction,
  tenant: PeopledTenant,
  collectors: readonly DemoCollector[],
): Promise<void> {
  const { id: tenantId, memberIds, people } = tenant;
  await tx.apiToken.createMany({
    data: collectors.map(({ token: { id, publicId }, owner, name, createdAt }) => ({
      ...{ tenantId, id, publicId, memberId: memberIds[owner], name, createdAt },
      kind: "log-collector",
    })),
  });
  await tx.apiTokenSecret.createMany({
    data: collectors.map(({ token: { id: tokenId, secretHash, keyId }, createdAt }) => ({
      ...{ tenantId, tokenId, secretHash, keyId, createdAt },
    })),
  });
  await tx.tokenUse.createMany({ data: collectors.map(({ token }) => ({ tenantId, tokenId: token.id })) });
  await tx.discoveryDataSource.createMany({
    data: collectors.flatMap(({ owner, createdAt, sources }) =>
      sources.map(({ dataSourceId: id, receiver }) => ({
        ...{ tenantId, id, receiver, comment: "", createdAt, createdByName: people[owner], modifiedAt: createdAt },
      })),
    ),
  });
  await tx.logCollector.createMany({
    data: collectors.map(({ id, name, host, owner, createdAt, token }) => ({
      ...{ tenantId, id, name, nameKey: name, host, ftpPort: 21, tokenId: token.id },
      ...{ createdByName: people[owner], createdAt, modifiedAt: createdAt },
    })),
  });
  await tx.logCollectorState.createMany({
    data: collectors.map(({ id: collectorId, name, lastSeenAt }) => ({
      ...{ tenantId, collectorId, lastSeenAt },
      ...(lastSeenAt && { collectorVersion: "1.0.0", hostName: name, freeDiskBytes: 212_000_000_000n }),
    })),
  });
  await tx.logCollectorSource.createMany({
    data: collectors.flatMap(({ id: collectorId, sources }) =>
      sources.map(({ dataSourceId, port, lines, lastReceivedAt }) => ({
        ...{ tenantId, collectorId, dataSourceId, port, lines, lastReceivedAt },
      })),
    ),
  });
  await tx.logCollectorHour.createMany({
    data: collectors.flatMap(({ id: collectorId, hours }) =>
      hours.map(({ hour, lines, bytes }) => ({ tenantId, collectorId, hour, lines, bytes, dropped: 0 })),
    ),
  });
}
