import type { SecureContextOptions } from "node:tls";

/** What a listener hands over to; one for each data source. */
export type Sink = {
  /**
   * Keeps whole lines, and waits for room first: who calls it reads nothing more meanwhile, so the sender feels it.
   * @throws when the collector stops or its disk fails; the lines are not kept then
   */
  append(bytes: Buffer, lines: number): Promise<void>;
  /** Keeps whole lines if there is room now; counts them as dropped if not. For senders that nobody can hold up. */
  appendOrDrop(bytes: Buffer, lines: number): void;
  /** Resolves once all that was appended outlives the death of the machine. */
  sync(): Promise<void>;
  countDropped(lines: number): void;
};

export type Listener = {
  /** The port that was bound. */
  port: number;
  /** Lets go of the port and of every connection. Lines that were read are handed over before it resolves. */
  close(): Promise<void>;
  /** Of TLS alone: the next handshake uses this. */
  renewCertificate?(material: SecureContextOptions): void;
};
