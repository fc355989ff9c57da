import { DISCOVERY_SOURCES } from "../domain/discovery-source";
import { vendorOf } from "../domain/discovery-vendor";
import { logSourceNamed } from "../domain/log-source";
import { formatWithId } from "./formats/log-formats";

/** A kind of log that somebody may choose. `format` is null where there is no parser for it. */
export type SourceChoice = {
  id: string;
  name: string;
  vendor: string;
  isSyslog: boolean;
  format: { name: string; example: string } | null;
};

const custom = logSourceNamed("CUSTOM_PARSER");

/**
 * Every source of the upload API by vendor and name, with a line of its format to compare one's own file with, and the one
 * that only a data source's own parser reads.
 */
export function listSources(): SourceChoice[] {
  const choices = [...DISCOVERY_SOURCES, ...(custom ? [custom] : [])].map((source) => {
    const { id, name, transport, formatId } = source;
    const format = formatId === undefined ? undefined : formatWithId(formatId);
    const known = format === undefined ? null : { name: format.name, example: format.example };
    return { id, name, vendor: vendorOf(source), isSyslog: transport === "syslog", format: known };
  });
  return choices.sort(
    (left, right) => left.vendor.localeCompare(right.vendor, "en") || left.name.localeCompare(right.name, "en"),
  );
}
