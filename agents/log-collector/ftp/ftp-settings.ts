import type { SecureContext } from "node:tls";

/** One directory of the server: a data source. */
export type FtpDirectory = {
  name: string;
  /** Whether files are only taken over TLS. */
  needsTls: boolean;
  /**
   * Begins a file.
   * @returns null when there is no room
   */
  begin(): Promise<IncomingFile | null>;
};

/** A transfer that goes on. Exactly one of `keep` and `discard` ends it. */
export type IncomingFile = {
  /** @throws OutOfRoom when there is no room for more */
  write(chunk: Buffer): Promise<void>;
  /** The file is complete: once it resolves, it outlives the death of the machine. */
  keep(name: string): Promise<void>;
  discard(): Promise<void>;
};

/** The spool has no room for the rest of a file. */
export class OutOfRoom extends Error {
  constructor() {
    super("There is no room for this file now");
    this.name = "OutOfRoom";
  }
}

export type FtpSettings = {
  host: string;
  port: number;
  /** First and last port of passive transfers. */
  passivePorts: { first: number; last: number };
  /** Told to clients in place of the address that they reached, where that is translated on the way; IPv4. */
  publicAddress: string | null;
  user: string;
  password: string;
  /** Certificate and key; null offers no TLS. Asked for at each handshake, so that a renewed certificate is used. */
  secureContext: () => SecureContext | null;
  /** The directories of this moment. */
  directories: () => readonly FtpDirectory[];
};
