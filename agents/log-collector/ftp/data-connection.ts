import { connect, createServer, type Server, type Socket } from "node:net";
import { type SecureContext, TLSSocket } from "node:tls";

const connectTimeoutMs = 20_000;
/** A transfer that brings nothing for so long is given up. */
const idleMs = 120_000;

/** The second connection of a transfer: one that the client opens (passive), or that is opened to it (active). */
export type DataConnection = {
  /** @throws Error when the client does not come in time, or the handshake fails */
  open(): Promise<Socket>;
  close(): void;
};

/**
 * Listens on the first free port of the range for one connection from the client's own address.
 * @throws Error when no port of the range is free
 */
export async function passiveConnection(
  host: string,
  ports: { first: number; last: number },
  peer: string,
  secureContext: SecureContext | null,
): Promise<DataConnection & { port: number }> {
  const server = createServer({ pauseOnConnect: true });
  const port = await listenInRange(server, host, ports);
  let socket: Socket | null = null;
  const arrived = new Promise<Socket>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no data connection came in time")), connectTimeoutMs);
    server.on("connection", (candidate) => {
      // Another machine that guesses the port would slip in a file of its own.
      if (candidate.remoteAddress !== peer || socket !== null) return candidate.destroy();
      socket = candidate;
      candidate.on("error", () => {});
      server.close();
      clearTimeout(timer);
      resolve(candidate);
    });
    server.once("close", () => {
      clearTimeout(timer);
      if (socket === null) reject(new Error("the data connection was given up"));
    });
  });
  arrived.catch(() => server.close());
  return {
    port,
    open: async () => readied(await arrived, secureContext),
    close() {
      server.close();
      socket?.destroy();
    },
  };
}

/** Connects to the client, as it asked; to no other address, or the server could be sent to attack others. */
export function activeConnection(peer: string, port: number, secureContext: SecureContext | null): DataConnection {
  let socket: Socket | null = null;
  return {
    async open() {
      const opened = connect({ host: peer, port });
      socket = opened;
      opened.pause();
      await new Promise<void>((resolve, reject) => {
        opened.setTimeout(connectTimeoutMs, () => reject(new Error("the client does not take the data connection")));
        opened.once("connect", resolve);
        opened.on("error", reject);
      });
      return readied(opened, secureContext);
    },
    close: () => socket?.destroy(),
  };
}

async function readied(socket: Socket, secureContext: SecureContext | null): Promise<Socket> {
  const ready = secureContext === null ? socket : await overTls(socket, secureContext);
  ready.setTimeout(idleMs, () => ready.destroy(new Error("the transfer stood still")));
  return ready;
}

/** The server's side of TLS on a connection that is there. */
export async function overTls(socket: Socket, secureContext: SecureContext): Promise<TLSSocket> {
  const secure = new TLSSocket(socket, { isServer: true, secureContext });
  secure.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => secure.destroy(new Error("the TLS handshake took too long")), connectTimeoutMs);
    secure.once("secure", resolve);
    secure.once("close", () => reject(new Error("the TLS handshake failed")));
    secure.once("error", reject);
    secure.once("secure", () => clearTimeout(timer));
    secure.once("close", () => clearTimeout(timer));
  });
  // The last messages of a TLS 1.3 handshake are written in this turn still: an end now would cut them off.
  await new Promise(setImmediate);
  return secure;
}

async function listenInRange(server: Server, host: string, { first, last }: { first: number; last: number }) {
  const count = last - first + 1;
  const start = Math.floor(Math.random() * count);
  for (let step = 0; step < count; step++) {
    const port = first + ((start + step) % count);
    if (await canListen(server, host, port)) return port;
  }
  throw new Error(`no port from ${first} to ${last} is free`);
}

function canListen(server: Server, host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isListening: boolean) => {
      server.removeListener("error", refused);
      resolve(isListening);
    };
    const refused = () => settle(false);
    server.once("error", refused);
    server.listen({ host, port }, () => settle(true));
  });
}
