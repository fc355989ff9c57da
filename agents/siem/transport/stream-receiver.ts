import { once } from "node:events";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { SyslogDestination } from "@/lib/domain/siem-feed";
import { type Receiver, ReceiverFault, receiverFaultOf } from "./receiver";

const connectTimeoutMs = 10_000;
const writeTimeoutMs = 30_000;
const confirmTimeoutMs = 10_000;

/**
 * Syslog over TCP with octet counting (RFC 6587, 3.4.1), or over TLS (RFC 5425).
 *
 * TCP tells the sender what the other machine received, not what its program read. So `confirm` ends the stream and waits
 * for the receiver to end its side: a program does that after it has read everything, and a machine whose program left
 * bytes unread answers with a reset instead.
 */
export function openStreamReceiver(destination: SyslogDestination): Receiver {
  const address = `${destination.host}:${destination.port}`;
  let stream: ReceiverStream | null = null;
  return {
    async write(lines) {
      stream ??= await ReceiverStream.open(destination, address);
      await stream.write(lines).catch((error) => {
        stream?.destroy();
        stream = null;
        throw error;
      });
    },
    async confirm() {
      const ending = stream;
      stream = null;
      return ending === null ? true : ending.end();
    },
    close() {
      stream?.destroy();
      stream = null;
    },
  };
}

/** One connection, and what went wrong with it, which may show at any time. */
class ReceiverStream {
  #failure: ReceiverFault | null = null;
  #isEnding = false;

  private constructor(
    readonly socket: Socket,
    readonly address: string,
  ) {
    socket.on("error", (error) => {
      this.#failure ??= receiverFaultOf(error, address);
    });
    socket.on("end", () => {
      if (this.#isEnding) return;
      this.#failure ??= new ReceiverFault("receiver-closed", `The receiver ${address} hung up`);
      socket.destroy();
    });
    // A receiver that answers would fill our buffer and stop us.
    socket.resume();
  }

  static async open(destination: SyslogDestination, address: string): Promise<ReceiverStream> {
    const { host, port, protocol, caPem } = destination;
    const socket =
      protocol === "tls"
        ? connectTls({
            host,
            port,
            minVersion: "TLSv1.2",
            ...(isIP(host) === 0 ? { servername: host } : {}),
            ...(caPem === null ? {} : { ca: caPem }),
          })
        : connectTcp({ host, port });
    try {
      await once(socket, protocol === "tls" ? "secureConnect" : "connect", {
        signal: AbortSignal.timeout(connectTimeoutMs),
      });
    } catch (error) {
      socket.on("error", () => {});
      socket.destroy();
      if (error instanceof Error && error.name === "AbortError")
        throw new ReceiverFault("receiver-timeout", `The receiver ${address} took no connection for 10 s`);
      throw receiverFaultOf(error, address);
    }
    socket.setNoDelay(true);
    return new ReceiverStream(socket, address);
  }

  async write(lines: readonly string[]): Promise<void> {
    if (this.#failure) throw this.#failure;
    const taken = this.socket.write(Buffer.concat(lines.map(framed)));
    if (taken) return;
    await Promise.race([
      once(this.socket, "drain", { signal: AbortSignal.timeout(writeTimeoutMs) }),
      once(this.socket, "close"),
    ]).catch((error) => {
      if (error instanceof Error && error.name === "AbortError")
        throw new ReceiverFault("receiver-timeout", `The receiver ${this.address} took nothing for 30 s`);
      throw receiverFaultOf(error, this.address);
    });
    if (this.#failure) throw this.#failure;
    if (this.socket.destroyed) throw new ReceiverFault("receiver-closed", `The receiver ${this.address} hung up`);
  }

  /** @returns false when the receiver keeps its side open, so that nobody can tell what it read */
  async end(): Promise<boolean> {
    if (this.#failure) throw this.#failure;
    this.#isEnding = true;
    const closed = this.socket.closed ? Promise.resolve() : waitFor(this.socket, "close");
    this.socket.end();
    const isClosed = await Promise.race([closed.then(() => true), expiry(confirmTimeoutMs)]);
    if (this.#failure) throw this.#failure;
    if (!isClosed) this.socket.destroy();
    return isClosed;
  }

  destroy(): void {
    this.socket.destroy();
  }
}

/** `LENGTH SP LINE`: the length is in bytes, so a line may hold anything. */
function framed(line: string): Buffer {
  const bytes = Buffer.from(line);
  return Buffer.concat([Buffer.from(`${bytes.length} `), bytes]);
}

/** Without `once`'s rejection at an error, which is kept and judged elsewhere. */
function waitFor(socket: Socket, event: string): Promise<void> {
  return new Promise((resolve) => socket.once(event, () => resolve()));
}

function expiry(milliseconds: number): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), milliseconds).unref();
  });
}
