/**
 * A load generator for one core, in a process of its own: keep-alive connections, each with one request on its way, written
 * from prepared bytes and read no further than the length of the answer. Told what to do by one message, it answers with
 * what it counted.
 *
 * Where a machine has no wrk, and for what wrk cannot do: a bound on requests in a second. Own rather than autocannon,
 * because the client must cost less than the server that it measures.
 */
import { connect } from "node:net";

export type LoadOrder = {
  port: number;

  path: string;
  /** Sent in turn; one set of header lines per entry, Host among them. */
  headers: string[];
  connections: number;
  /** Requests are counted for so long, after a start that is not. */
  milliseconds: number;
  warmupMilliseconds: number;
  /** At most so many in a second over all connections; no bound when absent. */
  perSecond?: number;
  /** At most so many requests; the run ends with them. */
  most?: number;
};

export type LoadResult = {
  requests: number;
  /** All that were sent, those of the warm-up too. */
  sent: number;
  perSecond: number;
  statuses: Record<string, number>;
  /** Milliseconds. */
  p50: number;
  p99: number;
};

if (process.send !== undefined) {
  process.once("message", (order: LoadOrder) => {
    run(order).then(
      (result) => process.send?.(result, () => process.exit(0)),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  });
}

const separator = Buffer.from("\r\n\r\n");

async function run(order: LoadOrder): Promise<LoadResult> {
  const requests = order.headers.map((header) => Buffer.from(`GET ${order.path} HTTP/1.1\r\n${header}\r\n`));
  const counting = { from: Number.POSITIVE_INFINITY, count: 0, statuses: {} as Record<string, number> };
  const latencies: number[] = [];
  const began = performance.now();
  const countedFrom = began + order.warmupMilliseconds;
  const until = countedFrom + order.milliseconds;
  let sent = 0;
  const next = () => {
    if (order.most !== undefined && sent >= order.most) return null;
    const request = requests[sent % requests.length] ?? null;
    sent += 1;
    return request;
  };
  const finished = (status: string, since: number) => {
    const now = performance.now();
    if (now < countedFrom || now > until) return;
    counting.count += 1;
    counting.statuses[status] = (counting.statuses[status] ?? 0) + 1;
    latencies.push(now - since);
  };
  const stayAwake = spin();
  const gap = order.perSecond === undefined ? 0 : (order.connections * 1_000) / order.perSecond;
  await Promise.all(
    Array.from({ length: order.connections }, () => talk({ port: order.port, next, finished, until, gap })),
  );
  stayAwake.over = true;
  const seconds = (Math.min(performance.now(), until) - countedFrom) / 1_000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return {
    requests: counting.count,
    sent,
    perSecond: counting.count / seconds,
    statuses: counting.statuses,
    p50: at(0.5),
    p99: at(0.99),
  };
}

/**
 * Keeps this process from sleeping between answers. A server that must wake its client pays for that with each answer it
 * sends, the more the slower it answers: on virtual machines as much as for the answer itself.
 */
function spin(): { over: boolean } {
  const state = { over: false };
  const turn = () => {
    if (!state.over) setImmediate(turn);
  };
  turn();
  return state;
}

type Talk = {
  port: number;
  next: () => Buffer | null;
  finished: (status: string, since: number) => void;
  until: number;
  gap: number;
};

/** One connection, until the time is over or nothing is left to ask. */
function talk({ port, next, finished, until, gap }: Talk): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let received: Buffer | null = null;
    let since = 0;
    const ask = () => {
      const request = performance.now() < until ? next() : null;
      if (request === null) {
        socket.destroy();
        return resolve();
      }
      since = performance.now();
      socket.write(request);
    };
    socket.once("connect", ask);
    socket.once("error", reject);
    socket.once("close", () => resolve());
    socket.on("data", (chunk: Buffer) => {
      received = received === null ? chunk : Buffer.concat([received, chunk]);
      const length = lengthOf(received);
      if (length === null || received.length < length) return;
      finished(received.toString("latin1", 9, 12), since);
      received = null;
      if (gap === 0) ask();
      else setTimeout(ask, Math.max(0, gap - (performance.now() - since)));
    });
  });
}

/** How many bytes the whole answer has; null while its head is not there. */
function lengthOf(received: Buffer): number | null {
  const head = received.indexOf(separator);
  if (head < 0) return null;
  const text = received.toString("latin1", 0, head);
  const given = /content-length: (\d+)/i.exec(text)?.[1];
  if (given !== undefined) return head + 4 + Number(given);
  // Chunked: the answer ends with the empty chunk.
  const end = received.indexOf("0\r\n\r\n", head + 2, "latin1");
  return end < 0 ? null : end + 5;
}
