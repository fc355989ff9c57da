import { LOG_TYPES } from "./discovery-log-type";
import { DISCOVERY_SOURCES, type DiscoverySource, sourceNamed } from "./discovery-source";

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

/** The sources that a data source may be of: those with a numeric log type, and a format of the tenant's own. */
export const dataSourceKinds: readonly DiscoverySource[] = [
  ...DISCOVERY_SOURCES.filter(({ logType }) => logType !== undefined),
  ...FREE_SOURCES,
];

/** The source that a client named in an upload, a free one included; undefined for a name that is none. */
export function logSourceNamed(id: string): DiscoverySource | undefined {
  return sourceNamed(id) ?? FREE_SOURCES.find((source) => source.id === id);
}

/**
 * The source under which logs of a type are uploaded. Types whose logs come by syslog may have a source for files alone,
 * which reads both; one without any must have a parser of its own.
 */
export function logSourceIdOf(logType: number | null): string {
  const kind = dataSourceKinds.find((source) => source.logType === logType);
  if (kind !== undefined || logType === null) return kind?.id ?? "OTHER";
  return logSourceNamed((LOG_TYPES[logType] ?? "").replace(/_SYSLOG$/, ""))?.id ?? "OTHER";
}

/** Whether a number is a log type that a data source may have. */
export function isDataSourceLogType(logType: number): boolean {
  return logType !== 0 && Object.hasOwn(LOG_TYPES, logType);
}

/** How people call a log type: the appliance's name, or the published name of a type that no upload may name. */
export function logTypeName(logType: number | null): string | null {
  if (logType === null) return null;
  return dataSourceKinds.find((source) => source.logType === logType)?.name ?? LOG_TYPES[logType] ?? String(logType);
}

/** Whether the logs of a type can be read without a parser of the tenant's own. */
export function hasOwnFormat(logType: number | null): boolean {
  return dataSourceKinds.some((source) => source.logType === logType && source.formatId !== undefined);
}

/** Whether made-up logs of a type can be shown: those that the portal can read by itself. */
export function hasSample(logType: number | null): boolean {
  return logSourceNamed(logSourceIdOf(logType))?.formatId !== undefined;
}
