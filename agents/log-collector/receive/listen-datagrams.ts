import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import type { AgentLog } from "../../shared/agent-log";
import { listenFaultOf } from "./listen-fault";
import type { Listener, Sink } from "./sink";
import { oneLine } from "./syslog-frames";

/** What the system keeps while we write; it grants as much as its `net.core.rmem_max` allows. */
const receiveBufferBytes = 8 * 1024 * 1024;

type DatagramSettings = { host: string; port: number; sink: Sink; log: AgentLog };

/**
 * Receives syslog over UDP, one message in each datagram (RFC 5426). What arrives in one turn of the event loop is handed
 * over together.
 * @throws ListenFault
 */
export async function listenDatagrams({ host, port, sink, log }: DatagramSettings): Promise<Listener> {
  const socket = createSocket({ type: isIPv6(host) ? "udp6" : "udp4", recvBufferSize: receiveBufferBytes });
  let waiting: Buffer[] = [];
  const handOver = () => {
    const messages = waiting;
    waiting = [];
    if (messages.length > 0) sink.appendOrDrop(Buffer.concat(messages), messages.length);
  };
  socket.on("message", (message) => {
    if (message.length === 0) return;
    if (waiting.length === 0) setImmediate(handOver);
    waiting.push(oneLine(message));
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("error", (error) => {
      socket.close();
      reject(listenFaultOf(error, port, "UDP"));
    });
    socket.bind({ address: host, port }, () => {
      socket.removeAllListeners("error");
      resolve();
    });
  });
  socket.on("error", (error) => log.error({ port, error: error.message }, "listener failed"));
  return {
    port: socket.address().port,
    async close() {
      await new Promise<void>((resolve) => socket.close(() => resolve()));
      handOver();
    },
  };
}
