import { createSocket, type Socket } from "node:dgram";
import { lookup } from "node:dns/promises";
import type { SyslogDestination } from "@/lib/domain/siem-feed";
import { type Receiver, ReceiverFault, receiverFaultOf } from "./receiver";

/** What an IPv4 datagram holds. */
const datagramMaximum = 65_507;

/** Syslog over UDP (RFC 5426): a line a datagram, no way to know what became of it. */
export function openDatagramReceiver({ host, port }: SyslogDestination): Receiver {
  const address = `${host}:${port}`;
  let opened: Promise<{ socket: Socket; ip: string }> | null = null;

  async function open() {
    const found = await lookup(host).catch((error) => {
      throw receiverFaultOf(error, address);
    });
    const socket = createSocket(found.family === 6 ? "udp6" : "udp4");
    // What comes back from the network as an error belongs to no line that could be sent again.
    socket.on("error", () => {});
    return { socket, ip: found.address };
  }

  return {
    async write(lines) {
      opened ??= open();
      const { socket, ip } = await opened.catch((error) => {
        opened = null;
        throw error;
      });
      for (const line of lines) await send(socket, cut(Buffer.from(line)), port, ip, address);
    },
    async confirm() {
      return false;
    },
    close() {
      opened?.then(({ socket }) => socket.close()).catch(() => {});
      opened = null;
    },
  };
}

function send(socket: Socket, line: Buffer, port: number, ip: string, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(line, port, ip, (error) => {
      if (error === null) resolve();
      else if ("code" in error && error.code === "EMSGSIZE")
        reject(
          new ReceiverFault("event-too-long", `An event of ${line.length} bytes does not fit the network's datagrams`),
        );
      else reject(receiverFaultOf(error, address));
    });
  });
}

/** A longer line loses its end, never half a character: better than losing the event. */
function cut(line: Buffer): Buffer {
  if (line.length <= datagramMaximum) return line;
  let end = datagramMaximum;
  while (((line[end] ?? 0) & 0xc0) === 0x80) end--;
  return line.subarray(0, end);
}
