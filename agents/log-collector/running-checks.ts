import type { CollectorTestFault } from "@/lib/domain/collector-connection-test";
import type { Finding } from "../shared/test-steps";
import type { CollectorSettings } from "./collect/collector-settings";
import type { CollectorSource } from "./collect/collector-source";
import type { SourceSet } from "./collect/source-set";
import type { Heartbeat } from "./heartbeat";
import type { SpoolBudget } from "./spool/spool-budget";

/** What a test looks at in the collector that works in this process. */
export type RunningParts = {
  sources: Pick<SourceSet, "sources" | "portOf" | "openMissing">;
  budget: Pick<SpoolBudget, "fullBecause">;
  heartbeat: Pick<Heartbeat, "fault">;
  parts: { settings: Pick<CollectorSettings, "rotation"> };
};

/** A fault that the portal's troubleshooting page knows. */
export class FaultFound extends Error {
  constructor(
    readonly fault: CollectorTestFault,
    message: string,
  ) {
    super(message);
    this.name = "FaultFound";
  }
}

/** Tries once more to open what is not open, and says what is. */
export async function foundPorts({ sources }: RunningParts): Promise<Finding> {
  await sources.openMissing();
  failIfAny(sources.sources.map((source) => ({ source, fault: source.listenFault })));
  const open = sources.sources.map((source) => `${source.definition.name}: ${placeOf(source, sources)}`);
  return { outcome: "ok", detail: open.length === 0 ? "no data source is linked" : `open for ${open.join(", ")}` };
}

/** Devices that have sent nothing since the start are no failure of the collector, and yet what somebody looks for. */
export function foundLogs({ sources: { sources } }: RunningParts): Finding {
  const silent = sources.filter(({ report }) => report.lastReceivedAt === null);
  if (silent.length > 0)
    return { outcome: "unconfirmed", detail: `nothing came since the start for ${namesOf(silent)}` };
  const last = Math.max(0, ...sources.map(({ report }) => report.lastReceivedAt ?? 0));
  if (last === 0) return { outcome: "not-applicable", detail: "no data source is linked" };
  return { outcome: "ok", detail: `all data sources have brought something, last at ${new Date(last).toISOString()}` };
}

/** @throws FaultFound when the last attempt to send a file showed a fault */
export function foundUploads({ sources: { sources }, heartbeat, parts }: RunningParts): Finding {
  const { fault } = heartbeat;
  if (fault?.code === "upload-failed") throw new FaultFound(fault.code, fault.detail);
  failIfAny(sources.map((source) => ({ source, fault: source.uploadFault })));
  const waiting = sources.reduce((sum, { report }) => sum + report.bytesWaiting, 0);
  const seconds = Math.ceil(parts.settings.rotation.ageMs / 1000);
  const later = `${waiting} bytes wait; a file is sent ${seconds} seconds after its first line at the latest`;
  return { outcome: "ok", detail: waiting === 0 ? "nothing waits" : later };
}

function failIfAny(found: readonly { source: CollectorSource; fault: CollectorSource["uploadFault"] }[]): void {
  const faulty = found.flatMap(({ source, fault }) =>
    fault === null ? [] : [{ code: fault.code, text: `${source.definition.name}: ${fault.detail}` }],
  );
  const [first] = faulty;
  if (first !== undefined) throw new FaultFound(first.code, faulty.map(({ text }) => text).join(". "));
}

function placeOf(source: CollectorSource, sources: RunningParts["sources"]): string {
  return `${source.definition.receiver === "syslog-udp" ? "UDP" : "TCP"} ${sources.portOf(source) ?? "?"}`;
}

function namesOf(sources: readonly CollectorSource[]): string {
  return sources.map(({ definition }) => definition.name).join(", ");
}
