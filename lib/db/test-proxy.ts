import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** What stands between a process and Postgres in a test, and what it does to the bytes that pass. */
export type TestProxy = {
  /** The same address through the proxy. */
  through(url: string): string;
  /** Lets connections stand and everything sent on them vanish: what a cut network looks like. */
  blackhole(): void;
  /** Ends every connection and refuses new ones: what a stopped server looks like. */
  refuse(): void;
  /** Passes everything on again, held bytes excepted. */
  heal(): void;
  close(): Promise<void>;
};

/** A TCP proxy in front of the server of a database address. */
export async function startTestProxy(url: string): Promise<TestProxy> {
  const target = new URL(url);
  const pairs = new Set<[Socket, Socket]>();
  let state: "open" | "blackhole" | "refuse" = "open";
  const server = createServer((inside) => {
    if (state === "refuse") return void inside.destroy();
    const outside = connect(Number(target.port), target.hostname);
    const pair: [Socket, Socket] = [inside, outside];
    pairs.add(pair);
    const pass = (to: Socket) => (chunk: Buffer) => {
      if (state === "open") to.write(chunk);
    };
    inside.on("data", pass(outside));
    outside.on("data", pass(inside));
    for (const socket of pair) {
      socket.on("error", () => undefined);
      socket.on("close", () => {
        pairs.delete(pair);
        inside.destroy();
        outside.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const cut = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  return {
    through: (other) => {
      const changed = new URL(other);
      changed.hostname = "127.0.0.1";
      changed.port = String(port);
      return changed.href;
    },
    blackhole: () => {
      state = "blackhole";
    },
    refuse: () => {
      state = "refuse";
      cut();
    },
    heal: () => {
      // What was swallowed is lost, so connections that lost something are of no use.
      if (state !== "open") cut();
      state = "open";
    },
    close: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
