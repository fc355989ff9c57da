import { type ChildProcess, spawn } from "node:child_process";
import { projectRoot } from "./project";

export type PortalProcess = {
  /** Becomes a sentence when the server ended without having been asked to; stays pending otherwise. */
  failed: Promise<string>;
  /** Lets the server end its requests and write what it holds in memory; resolves once it is gone. */
  stop(): Promise<void>;
  kill(): void;
};

export type PortalProcessInput = {
  program: string;
  env: NodeJS.ProcessEnv;
  /** A file descriptor for all that the server prints; the terminal when absent. */
  output?: number;
};

const STOP_MILLISECONDS = 15_000;

/**
 * Starts the portal's server and waits until it says that it serves.
 * @throws Error when it ends before; it has then printed the reason itself.
 */
export async function startPortalProcess({ program, env, output }: PortalProcessInput): Promise<PortalProcess> {
  const printed = output ?? "inherit";
  const child = spawn(process.execPath, [program], {
    cwd: projectRoot,
    env,
    stdio: ["ignore", printed, printed, "ipc"],
  });
  const end = () => child.kill();
  process.once("exit", end);
  let isStopping = false;
  const ended = new Promise<string>((resolve) => {
    child.once("exit", () => process.off("exit", end));
    child.once("error", (error) => resolve(`The server could not be started: ${error.message}.`));
    child.once("exit", (code, signal) =>
      resolve(`The server ended (${signal ?? `exit code ${code}`}); its last words are above.`),
    );
  });
  const ready = new Promise<null>((resolve) => {
    child.on("message", (message: { type?: string }) => {
      if (message.type === "ready") resolve(null);
    });
  });
  const failure = await Promise.race([ready, ended]);
  if (failure !== null) throw new Error(failure);
  return {
    failed: new Promise((resolve) => {
      void ended.then((sentence) => {
        if (!isStopping) resolve(sentence);
      });
    }),
    async stop() {
      isStopping = true;
      await stopChild(child, ended);
    },
    kill: () => void child.kill("SIGKILL"),
  };
}

async function stopChild(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const impatience = setTimeout(() => child.kill("SIGKILL"), STOP_MILLISECONDS);
  await ended;
  clearTimeout(impatience);
}
