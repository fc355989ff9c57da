import { access, constants, mkdir, statfs } from "node:fs/promises";
import {
  type CollectorTestFault,
  type CollectorTestResult,
  type CollectorTestStep,
  collectorTestSteps,
} from "@/lib/domain/collector-connection-test";
import type { CollectorConfiguration, CollectorDataSource } from "@/lib/domain/log-collector-feed";
import {
  askedPortal,
  configurationIn,
  type Finding,
  type PortalAnswer,
  reached,
  walkSteps,
} from "../shared/test-steps";
import type { CollectorSettings } from "./collect/collector-settings";
import type { CollectorPortal } from "./collector-portal";
import { listenDatagrams } from "./receive/listen-datagrams";
import { ListenFault } from "./receive/listen-fault";
import { listenStream } from "./receive/listen-stream";
import { FaultFound, foundLogs, foundPorts, foundUploads, type RunningParts } from "./running-checks";
import { askFolder } from "./spool/claim-folder";
import { readTlsMaterial } from "./tls-files";

type CheckSettings = Pick<CollectorSettings, "spoolFolder" | "limits" | "host" | "portFor" | "tls">;
type CheckParts = {
  portalUrl: URL;
  portal: Pick<CollectorPortal, "configuration">;
  settings: CheckSettings;
  /** The collector that works in this process and looks at itself; null for a program that only checks. */
  running: RunningParts | null;
};

const nothing = { append: async () => {}, appendOrDrop: () => {}, sync: async () => {}, countDropped: () => {} };
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const onlyRunning: Finding = { outcome: "not-applicable", detail: "only a collector that runs can say" };

/**
 * Checks portal and disk, then walks the way of a log line, and says which step fails. A collector that runs looks at its
 * own ports; otherwise ports are opened and let go again, unless a collector works in the spool folder already.
 * @param onProgress is told everything found so far after each step
 */
export async function checkCollector(
  { portalUrl, portal, settings, running }: CheckParts,
  onProgress: (results: CollectorTestResult[]) => Promise<void> | void = () => {},
): Promise<CollectorTestResult[]> {
  const answer = await askedPortal(portal);
  const walks: Record<CollectorTestStep, () => Promise<Finding> | Finding> = {
    portal: () => reached(answer, portalUrl),
    token: () => known(answer),
    "spool-folder": () => checkFolder(settings, running),
    certificate: () => checkCertificate(configurationIn(answer), settings),
    ports: () => (running === null ? tryPorts(configurationIn(answer), settings) : foundPorts(running)),
    logs: () => (running === null ? onlyRunning : foundLogs(running)),
    uploads: () => (running === null ? onlyRunning : foundUploads(running)),
  };
  return walkSteps({ steps: collectorTestSteps, walks, faultOf, onProgress });
}

function known(answer: PortalAnswer<CollectorConfiguration>): Finding {
  const { collectorName, dataSources } = configurationIn(answer);
  const detail = `the portal knows this collector as ${collectorName}, with data sources: ${dataSources.length}`;
  return { outcome: "ok", detail };
}

async function checkFolder({ spoolFolder, limits }: CheckSettings, running: RunningParts | null): Promise<Finding> {
  await mkdir(spoolFolder, { recursive: true, mode: 0o700 });
  await access(spoolFolder, constants.W_OK);
  const { bavail, bsize } = await statfs(spoolFolder);
  if (bavail * bsize < limits.keepFreeBytes)
    throw new FaultFound(
      "disk-full",
      `${spoolFolder} is on a disk with ${bavail * bsize} bytes left, less than --keep-free`,
    );
  const full = running?.budget.fullBecause ?? null;
  if (full !== null) throw new FaultFound("disk-full", full);
  return {
    outcome: "ok",
    detail: `${spoolFolder} can be written, ${Math.floor((bavail * bsize) / 1024 ** 2)} MB free`,
  };
}

function checkCertificate({ dataSources }: CollectorConfiguration, { tls }: CheckSettings): Finding {
  if (!dataSources.some(({ receiver }) => receiver === "ftps" || receiver === "syslog-tls"))
    return { outcome: "not-applicable", detail: "no data source needs one" };
  readTlsMaterial(tls);
  return { outcome: "ok", detail: "certificate and key fit each other" };
}

async function tryPorts({ dataSources }: CollectorConfiguration, settings: CheckSettings): Promise<Finding> {
  if ((await askFolder(settings.spoolFolder)) !== null)
    return { outcome: "ok", detail: "open: the collector that runs has them (--status)" };
  const ports = portsOf(dataSources);
  for (const { protocol, port } of ports) await tryPort(protocol, port, settings);
  const detail = ports.map(({ protocol, port }) => `${protocol} ${settings.portFor(port)}`).join(", ");
  return { outcome: "ok", detail: ports.length === 0 ? "none is needed" : `${detail} can be opened` };
}

/** Each port once, though all FTP sources share one. */
function portsOf(sources: readonly CollectorDataSource[]): { protocol: "TCP" | "UDP"; port: number }[] {
  const ports = sources.map(({ receiver, port }) => ({
    protocol: receiver === "syslog-udp" ? ("UDP" as const) : ("TCP" as const),
    port,
  }));
  return ports.filter(
    (one, place) => ports.findIndex(({ protocol, port }) => protocol === one.protocol && port === one.port) === place,
  );
}

async function tryPort(protocol: "TCP" | "UDP", port: number, { host, portFor }: CheckSettings): Promise<void> {
  const place = { host, port: portFor(port), sink: nothing, log: silent };
  const listener = await (protocol === "UDP" ? listenDatagrams(place) : listenStream({ ...place, tls: null }));
  await listener.close();
}

function faultOf(error: unknown): CollectorTestFault | null {
  return error instanceof ListenFault || error instanceof FaultFound ? error.fault : null;
}
