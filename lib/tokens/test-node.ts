import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const program = fileURLToPath(new URL("./test-node.process.ts", import.meta.url));
const outcome = z.enum(["letIn", "refused", "forbidden", "unavailable"]);
const answer = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("outcome"), outcome, holdsLease: z.boolean() }),
  z.object({ type: z.literal("hammering") }),
  z.object({
    type: z.literal("report"),
    report: z.object({
      letIn: z.number(),
      refused: z.number(),
      forbidden: z.number(),
      unavailable: z.number(),
      /** When the last request that was let in was asked, in milliseconds of `monotonicNow`. */
      lastLetInAt: z.number(),
      statements: z.number(),
    }),
  }),
]);
type Answer = z.infer<typeof answer>;
export type HammerReport = Extract<Answer, { type: "report" }>["report"];

/** The machine's monotonic clock, which every process of it shares. Milliseconds. */
export function monotonicNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** A process of the portal with a guard of its own, for tests of several. */
export class TestNode {
  private constructor(private readonly child: ChildProcess) {}

  /** @param authUrl how this process reaches the database */
  static async start(authUrl: string, settings: Record<string, string> = {}): Promise<TestNode> {
    const env = { ...process.env, ...settings, DATABASE_AUTH_URL: authUrl };
    const child = fork(program, { execArgv: ["--import", "tsx"], env });
    const node = new TestNode(child);
    await node.#next("ready");
    return node;
  }

  /** What one request with a token comes to. */
  async ask(secret: string): Promise<z.infer<typeof outcome>> {
    return (await this.#ask({ type: "ask", secret }, "outcome")).outcome;
  }

  async holdsLease(): Promise<boolean> {
    return (await this.#ask({ type: "ask", secret: "" }, "outcome")).holdsLease;
  }

  /** Asks with this token every millisecond from now on, until the next hammering. */
  async hammer(secret: string): Promise<void> {
    await this.#ask({ type: "hammer", secret }, "hammering");
  }

  /** What came of the hammering so far. */
  async report(): Promise<HammerReport> {
    return (await this.#ask({ type: "report" }, "report")).report;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, "exit");
    this.child.kill("SIGCONT");
    this.child.send({ type: "stop" });
    await gone;
  }

  async #ask<Type extends Answer["type"]>(message: object, type: Type): Promise<Extract<Answer, { type: Type }>> {
    const next = this.#next(type);
    this.child.send(message);
    return next;
  }

  async #next<Type extends Answer["type"]>(type: Type): Promise<Extract<Answer, { type: Type }>> {
    const [message] = await once(this.child, "message", { signal: AbortSignal.timeout(60_000) });
    const given = answer.parse(message);
    if (!isOf(given, type)) throw new Error(`a node answered "${given.type}" instead of "${type}"`);
    return given;
  }
}

const patienceMilliseconds = 15_000;
const lookEveryMilliseconds = 5;

/** Several processes, asked together. */
export class TestFleet {
  constructor(readonly nodes: readonly TestNode[]) {}

  /** All ask with this token every millisecond, and each was let in a few times. */
  async hammer(secret: string): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.hammer(secret)));
    await this.until((report) => report.letIn > 5);
  }

  /**
   * The reports of all, once each is so.
   * @throws Error with the last report of a process that does not come to be so
   */
  until(isSo: (report: HammerReport) => boolean): Promise<HammerReport[]> {
    return Promise.all(this.nodes.map((node) => untilSo(node, isSo)));
  }

  /**
   * How long after a change the last request was let in on any of them, in milliseconds; below zero when that was before
   * the change was answered.
   * @param outcome what becomes of requests after it
   * @throws Error when any request was answered 503
   */
  async latencyOf(secret: string, change: () => Promise<unknown>, outcome: "refused" | "forbidden" = "refused") {
    await this.hammer(secret);
    await change();
    const changedAt = monotonicNow();
    const reports = await this.until((report) => report[outcome] > 5);
    const unavailable = reports.reduce((sum, report) => sum + report.unavailable, 0);
    if (unavailable > 0) throw new Error(`${unavailable} requests were answered 503`);
    return Math.max(...reports.map((report) => report.lastLetInAt)) - changedAt;
  }

  async untilLeased(): Promise<void> {
    for (const node of this.nodes) while (!(await node.holdsLease())) await pause(lookEveryMilliseconds);
  }

  ask(secret: string): Promise<string[]> {
    return Promise.all(this.nodes.map((node) => node.ask(secret)));
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }
}

async function untilSo(node: TestNode, isSo: (report: HammerReport) => boolean): Promise<HammerReport> {
  const deadline = monotonicNow() + patienceMilliseconds;
  for (;;) {
    const report = await node.report();
    if (isSo(report)) return report;
    if (monotonicNow() > deadline) throw new Error(`a node only came to ${JSON.stringify(report)}`);
    await pause(lookEveryMilliseconds);
  }
}

function isOf<Type extends Answer["type"]>(given: Answer, type: Type): given is Extract<Answer, { type: Type }> {
  return given.type === type;
}
