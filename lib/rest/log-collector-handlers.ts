import type { logCollectorEndpoints } from "../api-contract/log-collectors";
import { limitMaximum } from "../domain/list-query";
import {
  type LogCollector,
  lastDataOf,
  logCollectorNotices,
  logCollectorReason,
  logCollectorStatusOf,
} from "../domain/log-collector";
import { listLogCollectors } from "../log-collectors/list-log-collectors";
import type { HandlersOf } from "./handler";

export const logCollectorHandlers: HandlersOf<keyof typeof logCollectorEndpoints> = {
  listLogCollectors: async ({ caller, now }) => {
    const collectors = await listLogCollectors(caller, now);
    return {
      data: collectors.map((collector) => toLogCollectorRecord(collector, now)),
      hasNext: false,
      total: collectors.length,
      max: limitMaximum,
      moreThanTotal: false,
    };
  },
};

function toLogCollectorRecord(collector: LogCollector, now: Date) {
  return {
    _id: collector.id,
    name: collector.name,
    host: collector.host,
    status: logCollectorStatusOf(collector, now),
    statusReason: logCollectorReason(collector, now).kind,
    notifications: logCollectorNotices(collector, now).map((notice) =>
      "fault" in notice ? notice.fault : notice.kind,
    ),
    dataSources: collector.sources.map(({ id, name, receiver, port, lastReceivedAt }) => ({
      _id: id,
      displayName: name,
      receiver,
      port,
      lastDataReceived: lastReceivedAt?.getTime() ?? null,
    })),
    createdBy: collector.createdByName,
    tokenOwner: collector.tokenOwnerName,
    created: collector.createdAt.getTime(),
    lastModified: collector.modifiedAt.getTime(),
    lastConnection: collector.lastSeenAt?.getTime() ?? null,
    lastDataReceived: lastDataOf(collector)?.getTime() ?? null,
  };
}
