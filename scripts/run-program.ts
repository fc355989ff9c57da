import { spawn } from "node:child_process";
import { projectRoot } from "./project";

export type ProgramOutcome = { exitCode: number; output: string };

/** Runs a program in the project's folder and collects what it prints; with `shows` it prints to the terminal instead. */
export function runProgram(
  command: string,
  args: string[],
  options: { env?: Record<string, string>; shows?: boolean } = {},
): Promise<ProgramOutcome> {
  const child = spawn(command, args, {
    cwd: projectRoot,
    env: { ...process.env, ...options.env },
    stdio: options.shows ? "inherit" : ["ignore", "pipe", "pipe"],
  });
  // Whoever ends this command early ends what it runs.
  const end = () => child.kill();
  process.once("exit", end);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      process.off("exit", end);
      resolve({ exitCode: code ?? 1, output });
    });
  });
}
