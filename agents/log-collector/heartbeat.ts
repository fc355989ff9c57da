import { randomUUID } from "node:crypto";
import type { CollectorFault, CollectorReport } from "@/lib/domain/log-collector-feed";
import type { AgentLog } from "../shared/agent-log";
import { AgentStop } from "../shared/exit-codes";
import type { SourceSet } from "./collect/source-set";
import type { CollectorPortal } from "./collector-portal";
import type { SpoolBudget } from "./spool/spool-budget";

/** Also how long a connection test that somebody asks for in the portal may wait. */
const reportEveryMs = 15_000;

type HeartbeatParts = {
  portal: Pick<CollectorPortal, "report">;
  sources: Pick<SourceSet, "sources" | "configuration">;
  budget: SpoolBudget;
  program: { version: string; hostName: string };
  log: AgentLog;
  /** The portal has another configuration than the one that is applied. */
  onOtherConfiguration: () => void;
  /** Told what connection test the portal asks for. */
  onTest: (id: string | null) => void;
  /** The token is not valid any more, or the collector is disabled. */
  onStop: (stop: AgentStop) => void;
};

/** Tells the portal every 15 seconds, and at once when a fault begins or ends, what came in and what is wrong. */
export class Heartbeat {
  readonly #instanceId = randomUUID();
  #timer: NodeJS.Timeout | null = null;
  #uploadTrouble: string | null = null;
  #lastContactAt: Date | null = null;
  #going: Promise<void> = Promise.resolve();

  constructor(readonly parts: HeartbeatParts) {}

  /** When the portal last took a report. */
  get lastContactAt(): Date | null {
    return this.#lastContactAt;
  }

  get fault(): { code: CollectorFault; detail: string } | null {
    const full = this.parts.budget.fullBecause;
    if (full !== null) return { code: "disk-full", detail: full };
    return this.#uploadTrouble === null ? null : { code: "upload-failed", detail: this.#uploadTrouble };
  }

  start(): void {
    this.#timer = setInterval(() => void this.report(), reportEveryMs);
    void this.report();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** What the last attempt to send a file showed of the portal; null when it went well. */
  noteUploads(trouble: string | null): void {
    const isChange = (trouble === null) !== (this.#uploadTrouble === null);
    this.#uploadTrouble = trouble;
    if (isChange) void this.report();
  }

  /** One report after the other; a report that does not arrive is no reason to stop, for the next has it all. */
  report(): Promise<void> {
    this.#going = this.#going.then(() => this.#send());
    return this.#going;
  }

  async #send(): Promise<void> {
    const { portal, sources, log, onOtherConfiguration, onTest, onStop } = this.parts;
    try {
      const { configurationVersion, connectionTest } = await portal.report(this.#content());
      this.#lastContactAt = new Date();
      if (configurationVersion !== sources.configuration?.version) onOtherConfiguration();
      onTest(connectionTest);
    } catch (error) {
      if (error instanceof AgentStop) onStop(error);
      else log.debug({ error: error instanceof Error ? error.message : String(error) }, "report not delivered");
    }
  }

  #content(): CollectorReport {
    const { sources, budget, program } = this.parts;
    const fault = this.fault;
    return {
      collectorVersion: program.version,
      hostName: program.hostName.slice(0, 255),
      instanceId: this.#instanceId,
      configurationVersion: sources.configuration?.version ?? null,
      freeDiskBytes: budget.freeDiskBytes,
      fault: fault?.code ?? null,
      faultDetail: fault?.detail.slice(0, 500) ?? null,
      dataSources: sources.sources.map(({ report }) => report),
    };
  }
}
