import type { Receiver } from "./data-source";

/** Where the original product's collectors listen, so that devices need not be told anew. */
export const standardFtpPort = 21;
export const passivePorts = { first: 20_000, last: 20_099 } as const;
/** TLS has the port that RFC 5425 gives it; the others begin where syslog and its TCP form live. */
const firstPorts = { "syslog-udp": 514, "syslog-tcp": 601, "syslog-tls": 6514 } as const;

/** A data source with the port that it has or shall have; FTP has the collector's. */
export type PortPlan = { receiver: Receiver; port: number | null };

export function isFtp(receiver: Receiver): receiver is "ftp" | "ftps" {
  return receiver === "ftp" || receiver === "ftps";
}

/** The first port from the receiver's own upwards that no other listener has; null for FTP. */
export function freePortFor(receiver: Receiver, ftpPort: number, others: readonly PortPlan[]): number | null {
  if (isFtp(receiver)) return null;
  const taken = takenPorts(ftpPort, others);
  let port: number = firstPorts[receiver];
  while (taken.has(listenerKey(receiver, port))) port += 1;
  return port;
}

/** The first port on which two listeners would meet; null when each has its own. */
export function listeningConflict(ftpPort: number, sources: readonly PortPlan[]): number | null {
  const taken = takenPorts(
    ftpPort,
    sources.filter(({ receiver }) => isFtp(receiver)),
  );
  for (const { receiver, port } of sources) {
    if (port === null || isFtp(receiver)) continue;
    const key = listenerKey(receiver, port);
    if (taken.has(key)) return port;
    taken.add(key);
  }
  return null;
}

function takenPorts(ftpPort: number, sources: readonly PortPlan[]): Set<string> {
  const taken = new Set<string>();
  if (sources.some(({ receiver }) => isFtp(receiver))) {
    taken.add(`tcp ${ftpPort}`);
    for (let port: number = passivePorts.first; port <= passivePorts.last; port += 1) taken.add(`tcp ${port}`);
  }
  for (const { receiver, port } of sources) if (port !== null) taken.add(listenerKey(receiver, port));
  return taken;
}

function listenerKey(receiver: Receiver, port: number): string {
  return `${receiver === "syslog-udp" ? "udp" : "tcp"} ${port}`;
}
