import { randomUUID } from "node:crypto";
import type { SiemFault, SiemReport } from "@/lib/domain/siem-feed";
import type { AgentLog } from "../shared/agent-log";
import { AgentStop } from "../shared/exit-codes";
import type { Sender } from "./format/syslog-line";
import type { SiemPortal } from "./siem-portal";

const reportEveryMs = 60_000;
/** While something is wrong people look at the portal, and ask there for a test. */
const troubledEveryMs = 10_000;

/**
 * Tells the portal whether the agent can do its work: once a minute, more often while it cannot, and at once when that
 * changes. The answer may ask for a connection test.
 */
export class Heartbeat {
  readonly #instanceId = randomUUID();
  #sent = 0;
  #hasSent = false;
  #fault: { code: SiemFault; detail: string } | null = null;
  #isRunning = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(
    readonly portal: Pick<SiemPortal, "report">,
    readonly sender: Sender,
    readonly log: AgentLog,
    readonly onTest: (id: string | null) => void = () => {},
  ) {}

  start(): void {
    this.#isRunning = true;
    void this.#report();
  }

  stop(): void {
    this.#isRunning = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  /** The first events are told at once: whoever has just added the agent waits for them. */
  countSent(events: number): void {
    this.#sent += events;
    if (this.#hasSent) return;
    this.#hasSent = true;
    void this.#report();
  }

  raiseFault(code: SiemFault, detail: string): void {
    const isNew = this.#fault?.code !== code;
    this.#fault = { code, detail: detail.slice(0, 500) };
    if (isNew) void this.#report();
  }

  clearFault(): void {
    if (this.#fault === null) return;
    this.#fault = null;
    void this.#report();
  }

  /** A report that does not arrive is no reason to stop: its counts go with the next one. */
  async #report(): Promise<void> {
    const report: SiemReport = {
      agentVersion: this.sender.agentVersion,
      hostName: this.sender.hostName.slice(0, 255),
      instanceId: this.#instanceId,
      sent: this.#sent,
      fault: this.#fault?.code ?? null,
      faultDetail: this.#fault?.detail ?? null,
    };
    this.#sent = 0;
    this.#schedule();
    try {
      this.onTest(await this.portal.report(report));
    } catch (error) {
      this.#sent += report.sent;
      if (error instanceof AgentStop) return;
      this.log.debug({ error: error instanceof Error ? error.message : String(error) }, "report not delivered");
    }
  }

  #schedule(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#isRunning)
      this.#timer = setTimeout(() => void this.#report(), this.#fault === null ? reportEveryMs : troubledEveryMs);
  }
}
