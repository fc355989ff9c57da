import { connect, type Socket } from "node:net";
import { runningPortal, tenantUrl } from "./running-portal";

/** What came back on a connection, as bytes came, and whether the portal closed it. */
export type RawAnswer = { text: string; statuses: number[]; closed: boolean; milliseconds: number };

/** The Host header of a tenant. */
export function hostOf(tenant: string): string {
  return new URL(tenantUrl(tenant)).host;
}

/**
 * Sends bytes that no client would, on a connection of their own, and collects what comes back until the portal closes it or
 * says nothing for a while.
 * @param quietMilliseconds how long to wait for more
 */
export function rawRequest(bytes: string | Buffer, quietMilliseconds = 10_000): Promise<RawAnswer> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(runningPortal().port, "127.0.0.1");
    const chunks: Buffer[] = [];
    const end = (closed: boolean) => {
      socket.destroy();
      const text = Buffer.concat(chunks).toString("latin1");
      // An answer begins where the body of the one before it ends, which has no line end of its own.
      const statuses = [...text.matchAll(/HTTP\/1\.[01] (\d{3}) [A-Z]/g)].map(([, status]) => Number(status));
      resolve({ text, statuses, closed, milliseconds: performance.now() - began });
    };
    socket.setTimeout(quietMilliseconds, () => end(false));
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    // A refused request is often cut off while its sender still writes.
    socket.on("error", (error: NodeJS.ErrnoException) => (error.code === "ECONNREFUSED" ? reject(error) : end(true)));
    socket.on("close", () => end(true));
    socket.write(bytes);
  });
}
