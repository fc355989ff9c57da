import { access, constants, mkdir, statfs } from "node:fs/promises";
import type { CollectorConfiguration, CollectorDataSource } from "@/lib/domain/log-collector-feed";
import { addressOf } from "../shared/lookup-host";
import type { CollectorSettings } from "./collect/collector-settings";
import type { CollectorPortal } from "./collector-portal";
import { listenDatagrams } from "./receive/listen-datagrams";
import { listenStream } from "./receive/listen-stream";
import { type CheckResult, runSteps } from "./run-steps";
import { askFolder } from "./spool/claim-folder";
import { readTlsMaterial } from "./tls-files";

const checkSteps = ["portal-name", "portal-token", "spool-folder", "certificate", "ports"] as const;
export type CheckStep = (typeof checkSteps)[number];

type CheckParts = {
  portalUrl: URL;
  portal: Pick<CollectorPortal, "configuration">;
  settings: Pick<CollectorSettings, "spoolFolder" | "limits" | "host" | "portFor" | "tls">;
};

const nothing = { append: async () => {}, appendOrDrop: () => {}, sync: async () => {}, countDropped: () => {} };
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Walks the way of a log file backwards, from the portal to the ports, and says which step fails. Ports are opened and let
 * go again; where a collector works in the spool folder already, they are its.
 */
export function checkCollector({ portalUrl, portal, settings }: CheckParts): Promise<CheckResult<CheckStep>[]> {
  let configuration: CollectorConfiguration | null = null;
  return runSteps(checkSteps, {
    "portal-name": async () => `${portalUrl.hostname} is ${await addressOf(portalUrl.hostname)}`,
    "portal-token": async () => {
      configuration = await portal.configuration();
      return `the portal knows this collector as ${configuration.collectorName}, with ${configuration.dataSources.length} data sources`;
    },
    "spool-folder": () => checkFolder(settings),
    certificate: async () => {
      if (!sourcesOf(configuration).some(needsCertificate)) return "no data source needs one";
      readTlsMaterial(settings.tls);
      return "certificate and key fit each other";
    },
    ports: async () => {
      if ((await askFolder(settings.spoolFolder)) !== null) return "open: the collector that runs has them (--status)";
      const ports = portsOf(configuration);
      for (const { protocol, port } of ports) await tryPort(protocol, port, settings);
      return ports.length === 0
        ? "none is needed"
        : ports.map(({ protocol, port }) => `${protocol} ${port}`).join(", ");
    },
  });
}

async function checkFolder({ spoolFolder, limits }: CheckParts["settings"]): Promise<string> {
  await mkdir(spoolFolder, { recursive: true, mode: 0o700 });
  await access(spoolFolder, constants.W_OK);
  const { bavail, bsize } = await statfs(spoolFolder);
  if (bavail * bsize < limits.keepFreeBytes)
    throw new Error(`${spoolFolder} is on a disk with ${bavail * bsize} bytes left, less than --keep-free`);
  return `${spoolFolder} can be written, ${Math.floor((bavail * bsize) / 1024 ** 2)} MB free`;
}

function sourcesOf(configuration: CollectorConfiguration | null): CollectorDataSource[] {
  return configuration?.dataSources ?? [];
}

function needsCertificate({ receiver }: CollectorDataSource): boolean {
  return receiver === "ftps" || receiver === "syslog-tls";
}

/** Each port once, though all FTP sources share one. */
function portsOf(configuration: CollectorConfiguration | null): { protocol: "TCP" | "UDP"; port: number }[] {
  const ports = sourcesOf(configuration).map(({ receiver, port }) => ({
    protocol: receiver === "syslog-udp" ? ("UDP" as const) : ("TCP" as const),
    port,
  }));
  return ports.filter(
    (one, place) => ports.findIndex(({ protocol, port }) => protocol === one.protocol && port === one.port) === place,
  );
}

async function tryPort(
  protocol: "TCP" | "UDP",
  port: number,
  { host, portFor }: CheckParts["settings"],
): Promise<void> {
  const place = { host, port: portFor(port), sink: nothing, log: silent };
  const listener = await (protocol === "UDP" ? listenDatagrams(place) : listenStream({ ...place, tls: null }));
  await listener.close();
}
