import { DISCOVERY_SOURCES } from "../domain/discovery-source";
import { vendorOf } from "../domain/discovery-vendor";
import { formatWithId } from "./formats/log-formats";

/** A kind of log that somebody may choose. `format` is null where there is no parser for it. */
export type SourceChoice = {
  id: string;
  name: string;
  vendor: string;
  isSyslog: boolean;
  format: { name: string; example: string } | null;
};

/** Every source of the upload API by vendor and name, with a line of its format to compare one's own file with. */
export function listSources(): SourceChoice[] {
  const choices = DISCOVERY_SOURCES.map((source) => {
    const { id, name, transport, formatId } = source;
    const format = formatId === undefined ? undefined : formatWithId(formatId);
    const known = format === undefined ? null : { name: format.name, example: format.example };
    return { id, name, vendor: vendorOf(source), isSyslog: transport === "syslog", format: known };
  });
  return choices.sort(
    (left, right) => left.vendor.localeCompare(right.vendor, "en") || left.name.localeCompare(right.name, "en"),
  );
}
