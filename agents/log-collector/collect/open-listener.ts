import type { AgentLog } from "../../shared/agent-log";
import { listenDatagrams } from "../receive/listen-datagrams";
import { listenStream } from "../receive/listen-stream";
import type { Listener } from "../receive/sink";
import { readTlsMaterial } from "../tls-files";
import type { CollectorSettings } from "./collector-settings";
import type { CollectorSource } from "./collector-source";

/**
 * Opens the port of a syslog source.
 * @throws ListenFault
 */
export async function openSyslogListener(
  { definition, sink }: CollectorSource,
  { host, portFor, tls }: CollectorSettings,
  log: AgentLog,
): Promise<Listener> {
  const place = { host, port: portFor(definition.port), sink, log };
  if (definition.receiver === "syslog-udp") return listenDatagrams(place);
  return listenStream({ ...place, tls: definition.receiver === "syslog-tls" ? readTlsMaterial(tls) : null });
}
