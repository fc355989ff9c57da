import { LOG_TYPES } from "./discovery-log-type";
import { type DiscoverySource, sourceNamed } from "./discovery-source";

/** The log type of sources that only a parser of the tenant's own reads. */
export const customLogType = 167;

/** Sources without a format of their own: the data source that they go to says how they are read. */
const FREE_SOURCES: readonly DiscoverySource[] = [
  {
    id: "CUSTOM_PARSER",
    name: "Custom log format",
    transport: "file",
    logType: customLogType,
    formatId: undefined,
  },
  { id: "OTHER", name: "Other", transport: "file", logType: 1, formatId: undefined },
];

/** The source that a client named in an upload, a free one included; undefined for a name that is none. */
export function logSourceNamed(id: string): DiscoverySource | undefined {
  return sourceNamed(id) ?? FREE_SOURCES.find((source) => source.id === id);
}

/** Whether a number is a log type that a data source may have. */
export function isDataSourceLogType(logType: number): boolean {
  return logType !== 0 && Object.hasOwn(LOG_TYPES, logType);
}
