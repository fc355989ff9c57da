import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import type { LoadOrder, LoadResult } from "./wire-load";

/** Prepared requests are sent in turn; what the run counted is printed as one line. Times of wrk are microseconds. */
const script = `
local file = assert(io.open(os.getenv("BENCH_REQUESTS"), "rb"))
local requests = {}
for request in file:read("*a"):gmatch("[^%z]+") do requests[#requests + 1] = request end
file:close()
local sent = 0
request = function()
  sent = sent % #requests + 1
  return requests[sent]
end
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format('\\nBENCH {"requests":%d,"microseconds":%d,"refused":%d,"broken":%d,"p50":%f,"p99":%f}\\n',
    summary.requests, summary.duration, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
`;

const counted = z.object({
  requests: z.number(),
  microseconds: z.number(),
  refused: z.number(),
  broken: z.number(),
  p50: z.number(),
  p99: z.number(),
});

/** Whether this machine has wrk, which costs a fraction of what a client on Node does. */
export const hasWrk = spawnSync("wrk", ["-v"]).error === undefined;

/** Whether wrk can do what is ordered: it knows no bound on requests, neither in a second nor in all. */
export function isForWrk({ perSecond, most }: LoadOrder): boolean {
  return hasWrk && perSecond === undefined && most === undefined;
}

/**
 * Runs wrk once to warm up and once to count, with one thread. It counts whole seconds, and tells refused requests apart
 * but not by which status.
 * @param pin what puts a program on the client's core
 */
export async function runWrk(order: LoadOrder, pin: readonly string[]): Promise<LoadResult> {
  const folder = mkdtempSync(path.join(tmpdir(), "portcullis-wrk-"));
  try {
    const requests = path.join(folder, "requests");
    const program = path.join(folder, "turns.lua");
    const texts = order.headers.map((header) => `GET ${order.path} HTTP/1.1\r\n${header}\r\n`);
    writeFileSync(requests, texts.join("\0"), { mode: 0o600 });
    writeFileSync(program, script);
    const run = async (milliseconds: number) => {
      const seconds = Math.max(1, Math.ceil(milliseconds / 1_000));
      const [command = "wrk", ...args] = [
        ...pin,
        "wrk",
        "-t1",
        `-c${order.connections}`,
        `-d${seconds}s`,
        "-s",
        program,
        `http://127.0.0.1:${order.port}`,
      ];
      const { stdout } = await promisify(execFile)(command, args, {
        env: { ...process.env, BENCH_REQUESTS: requests },
      });
      return counted.parse(JSON.parse(/^BENCH (.*)$/m.exec(stdout)?.[1] ?? "null"));
    };
    const warmup = order.warmupMilliseconds > 0 ? await run(order.warmupMilliseconds) : null;
    const { requests: all, microseconds, refused, broken, p50, p99 } = await run(order.milliseconds);
    const statuses = { "200": all - refused, ...(refused > 0 && { refused }), ...(broken > 0 && { broken }) };
    const sent = all + (warmup?.requests ?? 0);
    return { requests: all, sent, perSecond: (all * 1e6) / microseconds, statuses, p50: p50 / 1_000, p99: p99 / 1_000 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
