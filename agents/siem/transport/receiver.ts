import type { SiemFault } from "@/lib/domain/siem-feed";

/** Where lines go: the SIEM's syslog input. */
export type Receiver = {
  /**
   * Hands lines over, in order.
   * @throws ReceiverFault when the receiver cannot be reached or went away
   */
  write(lines: readonly string[]): Promise<void>;
  /**
   * Waits until the receiver has read all that was written, where its protocol lets us know.
   * @returns whether that is certain
   * @throws ReceiverFault when lines written since the last time may be lost
   */
  confirm(): Promise<boolean>;
  /** Lets go at once; lines that are not confirmed may be lost. */
  close(): void;
};

/** Why lines could not be handed over, in a word for the portal and a sentence for the log. */
export class ReceiverFault extends Error {
  constructor(
    readonly fault: SiemFault,
    message: string,
  ) {
    super(message);
    this.name = "ReceiverFault";
  }
}

/** A system error in the words of somebody who wants to mend it. */
export function receiverFaultOf(error: unknown, address: string): ReceiverFault {
  if (error instanceof ReceiverFault) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const detail = error instanceof Error ? error.message : String(error);
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return new ReceiverFault("receiver-unresolved", `No address is known for the receiver ${address} (${detail})`);
  if (code === "ECONNREFUSED")
    return new ReceiverFault("receiver-refused", `Nothing listens at the receiver ${address} (${detail})`);
  if (code === "ETIMEDOUT" || code === "EHOSTUNREACH" || code === "ENETUNREACH")
    return new ReceiverFault("receiver-timeout", `The receiver ${address} does not answer (${detail})`);
  if (code.startsWith("ERR_TLS") || code.startsWith("ERR_SSL") || /CERT|SELF_SIGNED|ISSUER|VERIFY|EPROTO/.test(code))
    return new ReceiverFault(
      "receiver-certificate",
      `No trusted TLS connection with the receiver ${address} (${detail})`,
    );
  return new ReceiverFault("receiver-closed", `The receiver ${address} ended the connection (${detail})`);
}
