import { receiverParts } from "../domain/data-source";
import type { DiscoveredApp } from "../domain/discovered-app";
import { type DiscoveryStream, type StreamKind, timeFrames } from "../domain/discovery-stream";
import { appTagNames } from "../domain/discovery-tag";
import type { DiscoveryUpload } from "../domain/discovery-upload";

const streamTypes = { input: 1, view: 3, snapshot: 5 } as const satisfies Record<StreamKind, number>;

/** A report as clients know it. @param inputIds what the Global View is made of */
export function toStreamRecord(stream: DiscoveryStream, inputIds: readonly string[]) {
  const { id, kind, name, logType, anonymizesUsers, createdAt, lastDataAt, files, failedFiles, comment, receiver } =
    stream;
  return {
    _id: id,
    displayName: name,
    comment,
    receiverType: receiver === null ? null : receiverParts(receiver).type,
    protocol: receiver === null ? null : receiverParts(receiver).protocol,
    streamType: streamTypes[kind],
    logType,
    created: createdAt.toISOString(),
    lastModified: (lastDataAt ?? createdAt).toISOString(),
    lastDataReceived: lastDataAt?.toISOString() ?? null,
    anonymizeUsers: anonymizesUsers,
    anonymizeMachines: false,
    globalAggregated: kind !== "snapshot",
    isManual: kind === "snapshot",
    logFilesHistoryCount: files,
    logFilesFailsCount: failedFiles,
    supportedEntityTypes: [1, 2],
    supportedTrafficTypes: [1, 2, 3],
    timeFrames: [...timeFrames],
    validTimeFrames: [...timeFrames],
    sourceStreams: kind === "view" ? [...inputIds] : [],
    userTags: [],
  };
}

/** A discovered app as clients know it; bytes that no log told are 0. */
export function toDiscoveredAppRecord(app: DiscoveredApp) {
  const { appId, name, category, score, tags, totalBytes, uploadedBytes, downloadedBytes } = app;
  return {
    appId,
    name,
    category,
    score,
    tags: tags.map((tag) => appTagNames[tag]),
    trafficTotalBytes: totalBytes ?? 0,
    trafficUploadedBytes: uploadedBytes ?? 0,
    trafficDownloadedBytes: downloadedBytes ?? 0,
    trafficTotalEvents: app.transactions,
    blockedEvents: app.blockedTransactions,
    usersCount: app.users,
    ipAddressesCount: app.ipAddresses,
    lastUsed: app.lastSeenAt.getTime(),
  };
}

export function toUploadRecord(upload: DiscoveryUpload) {
  const { id, openedByName, openedAt, finishedAt, parsedAt, ...rest } = upload;
  return {
    _id: id,
    ...rest,
    openedBy: openedByName,
    openedAt: openedAt.getTime(),
    finishedAt: finishedAt?.getTime() ?? null,
    parsedAt: parsedAt?.getTime() ?? null,
  };
}
