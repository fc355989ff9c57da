import type { Socket } from "node:net";
import { type SecureContext, TLSSocket } from "node:tls";
import { overTls } from "./data-connection";

const lineBytesMaximum = 4_096;
/** Commands that a client may send before it reads an answer. */
const waitingLinesMaximum = 50;
const idleMs = 5 * 60_000;

/** The connection on which a client sends commands and gets answers. */
export class ControlChannel {
  #socket: Socket;
  #rest = "";
  #lines: string[] = [];
  #isEnded = false;
  #wake: (() => void) | null = null;
  /** A transfer goes on: silence here is no idleness, and ABOR is meant for it. */
  abortTransfer: (() => void) | null = null;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#attach(socket);
  }

  get peer(): string {
    return this.#socket.remoteAddress ?? "";
  }

  get localAddress(): string {
    return this.#socket.localAddress ?? "";
  }

  get isSecure(): boolean {
    return this.#socket instanceof TLSSocket;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** The next command line; null when the client is gone. */
  async nextLine(): Promise<string | null> {
    for (;;) {
      const line = this.#lines.shift();
      if (line !== undefined) return line;
      if (this.#isEnded) return null;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** One answer; several lines become a multi-line one (RFC 959, 4.2). */
  reply(code: number, ...lines: string[]): void {
    const last = lines.at(-1) ?? "";
    const text =
      lines.length === 1
        ? ""
        : lines
            .slice(0, -1)
            .map((line, place) => (place === 0 ? `${code}-${line}` : ` ${line}`))
            .join("\r\n");
    if (this.#socket.writable) this.#socket.write(`${text === "" ? "" : `${text}\r\n`}${code} ${last}\r\n`);
  }

  /**
   * Goes on over TLS. What came before the handshake is forgotten: it could be somebody else's who sits on the way.
   * @throws Error when the handshake fails
   */
  async secure(context: SecureContext): Promise<void> {
    const plain = this.#socket;
    plain.removeAllListeners("data");
    plain.removeAllListeners("timeout");
    plain.setTimeout(0);
    this.#rest = "";
    this.#lines = [];
    const secure = await overTls(plain, context);
    this.#socket = secure;
    this.#attach(secure);
  }

  end(): void {
    this.#socket.end();
    this.#socket.setTimeout(2_000, () => this.#socket.destroy());
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #attach(socket: Socket): void {
    socket.on("error", () => {});
    socket.on("data", (chunk) => this.#take(chunk.toString("utf8")));
    socket.once("end", () => this.#finish());
    socket.once("close", () => this.#finish());
    socket.setTimeout(idleMs, () => {
      if (this.abortTransfer !== null) return;
      this.reply(421, "Nothing was said for five minutes; good bye");
      this.end();
    });
  }

  #take(text: string): void {
    this.#rest += text;
    const lines = this.#rest.split(/\r?\n/);
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      // ABOR comes with Telnet's signs for an interrupt before it (RFC 959, 4.1.3).
      const clean = line.replace(/^[^A-Za-z]+/, "");
      if (/^ABOR\b/i.test(clean)) this.abortTransfer?.();
      this.#lines.push(clean);
    }
    if (this.#rest.length > lineBytesMaximum || this.#lines.length > waitingLinesMaximum) this.destroy();
    this.#wake?.();
  }

  #finish(): void {
    this.#isEnded = true;
    this.abortTransfer?.();
    this.#wake?.();
  }
}
