import { type ChildProcess, fork, spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { projectRoot } from "@/scripts/project";
import type { LoadOrder, LoadResult } from "./wire-load";
import { isForWrk, runWrk } from "./wrk-load";

/** The server and Postgres on one core, the client on the other, where the machine has two and a way to say so. */
const canPin = process.platform === "linux" && spawnSync("taskset", ["-V"]).status === 0;
const serverCore = "0";
const clientCore = "1";

/** How Node is started on the server's core, or on another; null leaves it to the system. */
export function pinned(args: readonly string[], core: string | null = serverCore): { command: string; args: string[] } {
  if (!canPin || core === null) return { command: process.execPath, args: [...args] };
  return { command: "taskset", args: ["-c", core, process.execPath, ...args] };
}

export type Child = {
  process: ChildProcess;
  /** Its message of type "ready", which may tell more. */
  ready: unknown;
  stop(): Promise<void>;
};

/**
 * Starts a Node program on a core and waits for its message of type "ready".
 * @throws Error with the end of what it printed when it ends before
 */
export async function startChild(input: {
  args: string[];
  env: NodeJS.ProcessEnv;
  core?: string | null;
  seconds?: number;
}): Promise<Child> {
  const { command, args: rest } = pinned(input.args, input.core);
  const child = spawn(command, rest, {
    cwd: projectRoot,
    env: input.env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => (printed = `${printed}${chunk}`.slice(-4_000)));
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const ready = await new Promise<unknown>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`not ready in time: ${printed}`)), (input.seconds ?? 60) * 1_000);
    child.on("message", (message: { type?: string }) => {
      if (message.type !== "ready") return;
      clearTimeout(late);
      resolve(message);
    });
    child.once("exit", () => {
      clearTimeout(late);
      reject(new Error(`${input.args.join(" ")} ended before it was ready: ${printed}`));
    });
  });
  return {
    process: child,
    ready,
    async stop() {
      process.off("exit", end);
      child.kill("SIGTERM");
      const impatience = setTimeout(() => child.kill("SIGKILL"), 8_000);
      await ended;
      clearTimeout(impatience);
    },
  };
}

/** The clients that sent requests since this was last asked. */
export function clientsUsed(): string[] {
  const used = [...clients];
  clients.clear();
  return used;
}

const clients = new Set<string>();

/** Runs a load generator once, on the client's core: wrk where the machine has it and it can do what is ordered. */
export function runLoad(order: LoadOrder): Promise<LoadResult> {
  if (isForWrk(order)) {
    clients.add("wrk");
    return runWrk(order, canPin ? ["taskset", "-c", clientCore] : []);
  }
  clients.add("wire-load.ts");
  return runOwnClient(order);
}

function runOwnClient(order: LoadOrder): Promise<LoadResult> {
  const program = fileURLToPath(new URL("./wire-load.ts", import.meta.url));
  const child = fork(program, [], { execArgv: ["--import", "tsx"], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  if (canPin) spawnSync("taskset", ["-pc", clientCore, String(child.pid)]);
  return new Promise((resolve, reject) => {
    child.once("message", (result: LoadResult) => resolve(result));
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code !== 0) reject(new Error("the load generator failed"));
    });
    child.send(order);
  });
}
