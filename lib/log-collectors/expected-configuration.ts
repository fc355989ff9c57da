import { stringify } from "csv-stringify/sync";
import type { Caller } from "../domain/access";
import type { CollectorSource } from "../domain/log-collector";
import { isFtp, passivePorts } from "../domain/log-collector-ports";
import { logTypeName } from "../domain/log-source";
import { getLogCollector } from "./list-log-collectors";

const columns = ["Data source", "Log type", "Receiver", "Host", "Port", "Protocol", "Folder", "Passive ports"];

/**
 * What each device of a collector must be told, as comma-separated values for spreadsheets (RFC 4180) with the byte order
 * mark by which Excel knows UTF-8.
 * @throws Failure `forbidden`, `not-found`
 */
export async function expectedConfiguration(
  caller: Caller,
  id: string,
): Promise<{ collectorName: string; csv: string }> {
  const { name: collectorName, host, sources } = await getLogCollector(caller, id, new Date());
  const rows = [columns, ...sources.map((source) => fieldsOf(source, host))];
  return { collectorName, csv: `\uFEFF${stringify(rows, { record_delimiter: "windows", escape_formulas: true })}` };
}

function fieldsOf({ name, logType, receiver, port }: CollectorSource, host: string): string[] {
  const { first, last } = passivePorts;
  const ftp = isFtp(receiver) ? [name, `${first}-${last}`] : ["", ""];
  return [
    name,
    logTypeName(logType) ?? "",
    receiver,
    host,
    String(port),
    receiver === "syslog-udp" ? "UDP" : "TCP",
    ...ftp,
  ];
}
