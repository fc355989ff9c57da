import type { SyslogDestination } from "@/lib/domain/siem-feed";
import { openDatagramReceiver } from "./datagram-receiver";
import type { Receiver } from "./receiver";
import { openStreamReceiver } from "./stream-receiver";

/** Connects when the first line is written. */
export function openReceiver(destination: SyslogDestination): Receiver {
  return destination.protocol === "udp" ? openDatagramReceiver(destination) : openStreamReceiver(destination);
}
