import type { DataSourceRecord, discoveryDataSourceEndpoints } from "../api-contract/discovery-data-sources";
import { createDataSource } from "../discovery/create-data-source";
import { deleteDataSource } from "../discovery/delete-data-source";
import { listDataSources } from "../discovery/list-data-sources";
import { type DataSource, type Receiver, receiverParts, receivers } from "../domain/data-source";
import { Failure } from "../domain/failure";
import { customLogType } from "../domain/log-source";
import type { HandlersOf } from "./handler";
import { toListAnswer } from "./list-answer";
import { parameterOf } from "./parameter";

export const dataSourceHandlers: HandlersOf<keyof typeof discoveryDataSourceEndpoints> = {
  listDataSources: async ({ caller, input }) =>
    toListAnswer(input.query, await listDataSources(caller, input.query), toDataSourceRecord),
  createDataSource: async ({ caller, input, now }) => {
    const { displayName: name, logType, anonymizeUsers: anonymizesUsers, comment, customParser } = input.fields;
    if (logType === customLogType && customParser === null)
      throw new Failure("invalid", `customParser is needed with log type ${customLogType}`, { field: "customParser" });
    const receiver = receiverOf(input.fields);
    const source = { name, logType, receiver, anonymizesUsers, comment: comment ?? "", customParser };
    return toDataSourceRecord(await createDataSource(caller, source, now));
  },
  deleteDataSource: async ({ caller, parameters }) => {
    await deleteDataSource(caller, { id: parameterOf(parameters, "id", "data source") });
    return {};
  },
};

/**
 * The receiver that a client means by up to three fields.
 * @throws Failure `invalid` when they contradict each other, or leave the protocol of syslog open
 */
function receiverOf(fields: {
  receiverType: string;
  receiverTypeFull: string;
  protocol: string | null;
}): Receiver | null {
  const { receiverType, receiverTypeFull, protocol } = fields;
  if (receiverType === "" && receiverTypeFull === "") return null;
  const wanted = receiverTypeFull || (receiverType === "syslog" ? `syslog-${protocol ?? ""}` : receiverType);
  const receiver = receivers.find((one) => one === wanted);
  if (receiver === undefined)
    throw new Failure("invalid", "protocol is needed with receiverType syslog: udp, tcp or tls", { field: "protocol" });
  const parts = receiverParts(receiver);
  if (receiverType !== "" && receiverType !== parts.type)
    throw new Failure("invalid", `receiverType ${receiverType} contradicts receiverTypeFull ${receiver}`, {
      field: "receiverType",
    });
  if (protocol !== null && parts.type === "syslog" && protocol !== parts.protocol)
    throw new Failure("invalid", `protocol ${protocol} contradicts receiverTypeFull ${receiver}`, {
      field: "protocol",
    });
  return receiver;
}

function toDataSourceRecord(source: DataSource): DataSourceRecord {
  const { id, name, logType, receiver, anonymizesUsers, comment, customParser } = source;
  const parts = receiver === null ? null : receiverParts(receiver);
  return {
    _id: id,
    displayName: name,
    logType,
    receiverType: parts?.type ?? null,
    receiverTypeFull: receiver,
    protocol: parts?.protocol ?? null,
    anonymizeUsers: anonymizesUsers,
    comment,
    customParser,
    created: source.createdAt.toISOString(),
    createdBy: source.createdByName,
    lastModified: source.modifiedAt.toISOString(),
    lastDataReceived: source.lastDataAt?.toISOString() ?? null,
    logFilesHistoryCount: source.files,
    logFilesFailsCount: source.failedFiles,
  };
}
