import { type SiemTestResult, type SiemTestStep, siemTestSteps } from "@/lib/domain/siem-connection-test";
import type { SiemConfiguration, SiemFault } from "@/lib/domain/siem-feed";
import { addressOf } from "../shared/lookup-host";
import {
  askedPortal,
  configurationIn,
  type Finding,
  type PortalAnswer,
  reached,
  walkSteps,
} from "../shared/test-steps";
import { type Sender, syslogLine } from "./format/syslog-line";
import type { SiemPortal } from "./siem-portal";
import { testEvent } from "./test-event";
import { type Receiver, ReceiverFault } from "./transport/receiver";

type Destination = SiemConfiguration["destination"];
type CheckParts = {
  /** Names the test, and its event at the SIEM. */
  id: string;
  portalUrl: URL;
  portal: Pick<SiemPortal, "configuration">;
  openReceiver: (destination: Destination) => Receiver;
  sender: Sender;
  now: () => number;
};

/**
 * Walks the way that events take, one step after the other, and says which step fails. The last step sends one event that
 * says what it is.
 * @param onProgress is told everything found so far after each step
 */
export async function checkConnection(
  parts: CheckParts,
  onProgress: (results: SiemTestResult[]) => Promise<void> | void = () => {},
): Promise<SiemTestResult[]> {
  const answer = await askedPortal(parts.portal);
  const way = new Way(parts, answer);
  const walks: Record<SiemTestStep, () => Promise<Finding> | Finding> = {
    portal: () => reached(answer, parts.portalUrl),
    token: () => ({
      outcome: "ok",
      detail: `the portal knows this agent as ${configurationIn(answer).agentName}`,
    }),
    "receiver-name": () => way.resolve(),
    "receiver-connection": () => way.connect(),
    "receiver-certificate": () => way.trust(),
    "test-event": () => way.send(),
  };
  try {
    return await walkSteps({ steps: siemTestSteps, walks, faultOf, onProgress });
  } finally {
    way.close();
  }
}

/** The part of the way behind the portal. */
class Way {
  #receiver: Receiver | null = null;

  constructor(
    readonly parts: CheckParts,
    readonly answer: PortalAnswer<SiemConfiguration>,
  ) {}

  async resolve(): Promise<Finding> {
    const { host } = this.#destination();
    return { outcome: "ok", detail: `${host} is ${await addressOf(host)}` };
  }

  /** A connection without TLS shows whether anything listens at all, which a failed TLS handshake leaves open. */
  async connect(): Promise<Finding> {
    const destination = this.#destination();
    const address = `${destination.host}:${destination.port}`;
    if (destination.protocol === "udp")
      return { outcome: "not-applicable", detail: `${address} over UDP, which has no connections` };
    const plain = this.parts.openReceiver({ ...destination, protocol: "tcp" });
    try {
      await plain.write([]);
    } finally {
      plain.close();
    }
    return { outcome: "ok", detail: `${address} took a TCP connection` };
  }

  async trust(): Promise<Finding> {
    const destination = this.#destination();
    if (destination.protocol !== "tls")
      return { outcome: "not-applicable", detail: `${destination.protocol.toUpperCase()} has no certificates` };
    await this.#opened().write([]);
    return { outcome: "ok", detail: `the certificate of ${destination.host} is trusted` };
  }

  async send(): Promise<Finding> {
    const { id, portalUrl, sender, now } = this.parts;
    const configuration = this.#configuration();
    const { agentName } = configuration;
    const event = testEvent({ id, agentName, portalUrl: portalUrl.origin, at: now() });
    const receiver = this.#opened();
    await receiver.write([syslogLine(event, configuration, sender)]);
    if (await receiver.confirm()) return { outcome: "ok", detail: `the receiver has read the test event ${id}` };
    const reason = configuration.destination.protocol === "udp" ? "UDP tells nobody" : "the receiver does not tell";
    return { outcome: "unconfirmed", detail: `the test event ${id} was sent; ${reason} whether it was read` };
  }

  close(): void {
    this.#receiver?.close();
  }

  #opened(): Receiver {
    this.#receiver ??= this.parts.openReceiver(this.#destination());
    return this.#receiver;
  }

  #destination(): Destination {
    return this.#configuration().destination;
  }

  #configuration(): SiemConfiguration {
    return configurationIn(this.answer);
  }
}

function faultOf(error: unknown, step: SiemTestStep): SiemFault | null {
  if (error instanceof ReceiverFault) return error.fault;
  return step === "receiver-name" ? "receiver-unresolved" : null;
}
