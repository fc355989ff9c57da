import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions, Server as TlsServer } from "node:tls";
import type { AgentLog } from "../../shared/agent-log";
import { listenFaultOf } from "./listen-fault";
import type { Listener, Sink } from "./sink";
import { SyslogFrames } from "./syslog-frames";

const connectionsMaximum = 1_000;
/** A dead peer is noticed by the system's own probes. */
const keepAliveMs = 60_000;

type StreamSettings = {
  host: string;
  port: number;
  /** Null for plain TCP. */
  tls: TlsOptions | null;
  sink: Sink;
  log: AgentLog;
};

/**
 * Receives syslog over TCP or TLS. TCP has no word for "kept", but for one: when a sender ends its side, all that it sent is
 * synced to disk before the collector ends its own. A connection that breaks off otherwise promises nothing.
 * @throws ListenFault
 */
export async function listenStream({ host, port, tls, sink, log }: StreamSettings): Promise<Listener> {
  /** Sockets below TLS, which alone can be reset, and what is done with them. */
  const sockets = new Set<Socket>();
  const work = new Set<Promise<void>>();
  let isClosing = false;
  const serve = (socket: Socket) => {
    const served = receive(socket, sink, log, () => isClosing).finally(() => work.delete(served));
    work.add(served);
  };
  const server = tls === null ? createServer({ allowHalfOpen: true }, serve) : tlsServer(tls, serve, log);
  server.maxConnections = connectionsMaximum;
  server.on("connection", (socket: Socket) => {
    socket.setKeepAlive(true, keepAliveMs);
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await listening(server, host, port);
  server.on("error", (error) => log.error({ port, error: error.message }, "listener failed"));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    ...(server instanceof TlsServer ? { renewCertificate: (material) => server.setSecureContext(material) } : {}),
    async close() {
      isClosing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A reset tells senders that nothing more is promised, and ends the loops that read; what they had read is appended.
      for (const socket of sockets) socket.resetAndDestroy();
      await Promise.all(work);
      await closed;
    },
  };
}

async function receive(socket: Socket, sink: Sink, log: AgentLog, isClosing: () => boolean): Promise<void> {
  const peer = socket.remoteAddress ?? "unknown";
  const frames = new SyslogFrames();
  const take = async ({ bytes, lines, dropped }: ReturnType<SyslogFrames["push"]>) => {
    if (dropped > 0) sink.countDropped(dropped);
    if (bytes.length > 0) await sink.append(bytes, lines);
  };
  // An error between two reads would have no listener.
  socket.on("error", () => {});
  try {
    for await (const chunk of socket) await take(frames.push(chunk as Buffer));
    await take(frames.end());
    await sink.sync();
    socket.end();
  } catch (error) {
    if (!isClosing()) log.debug({ peer, error: messageOf(error) }, "a connection broke off");
    socket.destroy();
  }
}

function tlsServer(options: TlsOptions, serve: (socket: Socket) => void, log: AgentLog): Server {
  const server = createTlsServer(
    { ...options, allowHalfOpen: true, minVersion: "TLSv1.2", handshakeTimeout: 15_000 },
    serve,
  );
  server.on("tlsClientError", (error, socket) =>
    log.warn({ peer: socket.remoteAddress, error: error.message }, "a TLS handshake failed"),
  );
  return server;
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(listenFaultOf(error, port, "TCP")));
    server.listen({ host, port }, () => {
      server.removeAllListeners("error");
      resolve();
    });
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
