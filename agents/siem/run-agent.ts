import { setTimeout as wait } from "node:timers/promises";
import type { SiemBatch, SiemConfiguration } from "@/lib/domain/siem-feed";
import type { AgentLog } from "../shared/agent-log";
import { Backoff } from "../shared/backoff";
import { AgentStop } from "../shared/exit-codes";
import { PortalUnavailable } from "../shared/portal-client";
import { type Sender, syslogLine } from "./format/syslog-line";
import type { Heartbeat } from "./heartbeat";
import type { SiemPortal } from "./siem-portal";
import { type Receiver, ReceiverFault } from "./transport/receiver";

/** Between two pulls when nothing new was there. */
const pollMs = 5_000;
/** At the latest after so many events the receiver is asked to confirm, which bounds what is sent twice after a failure. */
export const unconfirmedMaximum = 5_000;

export type AgentParts = {
  portal: SiemPortal;
  openReceiver: (destination: SiemConfiguration["destination"]) => Receiver;
  sender: Sender;
  heartbeat: Heartbeat;
  log: AgentLog;
  /** Told what connection test the portal asks for. */
  onTest: (id: string | null) => void;
  /** Aborted when the agent is told to stop. */
  signal: AbortSignal;
  /** Milliseconds; tests wait less. */
  pollMs?: number;
  backoff?: Pick<Backoff, "next" | "reset">;
};

/**
 * Pulls what the portal has, hands it to the receiver, and acknowledges to the portal what the receiver confirmed, until
 * it is told to stop. The portal keeps the place, so whatever happens to this process in between, no event is lost; at
 * most `unconfirmedMaximum` and one batch of events are sent twice.
 *
 * @throws AgentStop when the token is not valid any more
 */
export async function runAgent(parts: AgentParts): Promise<void> {
  const delivery = new Delivery(parts);
  const backoff = parts.backoff ?? new Backoff();
  try {
    while (!parts.signal.aborted) {
      try {
        const isBusy = await delivery.step();
        backoff.reset();
        if (!isBusy) await pause(parts.pollMs ?? pollMs, parts.signal);
      } catch (error) {
        if (error instanceof AgentStop) throw error;
        delivery.startOver();
        await pause(announce(error, backoff.next(), parts), parts.signal);
      }
    }
  } finally {
    delivery.startOver();
  }
}

/** What was read but is not acknowledged yet. */
class Delivery {
  #configuration: SiemConfiguration | null = null;
  #receiver: Receiver | null = null;
  /** Where the next pull reads on; null is where the portal's own cursor stands. */
  #readTo: string | null = null;
  /** The receiver has everything up to here, the portal does not know it yet. */
  #confirmed: string | null = null;
  #acknowledged: string | null = null;
  #unconfirmed = 0;
  #saidUnconfirmed = false;

  constructor(readonly parts: AgentParts) {}

  /** @returns whether there may be more to do at once */
  async step(): Promise<boolean> {
    const { portal, log } = this.parts;
    if (this.#confirmed !== null) await this.#acknowledge(this.#confirmed);
    this.#configuration ??= await portal.configuration();
    const batch = await portal.events(this.#readTo);
    this.parts.onTest(batch.connectionTest);
    if (batch.configurationVersion !== this.#configuration.version) {
      log.info("the configuration was changed in the portal");
      this.startOver();
      return true;
    }
    await this.#send(batch, this.#configuration);
    const isDue = !batch.hasNext || this.#unconfirmed >= unconfirmedMaximum;
    if (isDue && batch.cursor !== this.#acknowledged) await this.#confirm(batch.cursor);
    return batch.hasNext;
  }

  /** Back to the last confirmed place, with a connection and a configuration of its own. */
  startOver(): void {
    this.#receiver?.close();
    this.#receiver = null;
    this.#configuration = null;
    this.#readTo = this.#confirmed ?? this.#acknowledged;
    this.#unconfirmed = 0;
  }

  async #send(batch: SiemBatch, configuration: SiemConfiguration): Promise<void> {
    if (batch.events.length > 0) {
      this.#receiver ??= this.parts.openReceiver(configuration.destination);
      await this.#receiver.write(batch.events.map((event) => syslogLine(event, configuration, this.parts.sender)));
      this.#unconfirmed += batch.events.length;
    }
    this.#readTo = batch.cursor;
  }

  /** Even without events the place moves on, past what the agent's filters leave out. */
  async #confirm(cursor: string): Promise<void> {
    const { heartbeat, log } = this.parts;
    const isCertain = this.#unconfirmed === 0 || this.#receiver === null || (await this.#receiver.confirm());
    this.#confirmed = cursor;
    if (this.#unconfirmed > 0) {
      heartbeat.countSent(this.#unconfirmed);
      log.info({ events: this.#unconfirmed }, "events sent");
    }
    this.#unconfirmed = 0;
    await this.#acknowledge(cursor);
    if (isCertain) heartbeat.clearFault();
    else this.#sayUnconfirmed();
  }

  async #acknowledge(cursor: string): Promise<void> {
    await this.parts.portal.acknowledge(cursor);
    this.#confirmed = null;
    this.#acknowledged = cursor;
  }

  #sayUnconfirmed(): void {
    if (this.#configuration?.destination.protocol === "udp") return;
    const sentence = "The receiver does not confirm what it read: events may be lost when it fails";
    if (!this.#saidUnconfirmed) this.parts.log.warn(sentence);
    this.#saidUnconfirmed = true;
    this.parts.heartbeat.raiseFault("receiver-unconfirmed", sentence);
  }
}

/** Says what went wrong, to the log and where it can to the portal. @returns milliseconds to wait */
function announce(error: unknown, backoffMs: number, { heartbeat, log }: AgentParts): number {
  if (error instanceof ReceiverFault) {
    log.warn({ fault: error.fault, waitMs: backoffMs }, error.message);
    heartbeat.raiseFault(error.fault, error.message);
    return backoffMs;
  }
  if (!(error instanceof PortalUnavailable)) throw error;
  const waitMs = Math.max(backoffMs, error.retryAfterMs ?? 0);
  log.warn({ waitMs }, error.message);
  return waitMs;
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch((error) => {
    if (!signal.aborted) throw error;
  });
}
