import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { runningPortal } from "./running-portal";

export type RunningAgent = {
  /** All that it has said so far. */
  output(): string;
  /** Its exit code; null after a signal. */
  ended: Promise<number | null>;
  kill(signal: "SIGKILL" | "SIGTERM"): Promise<number | null>;
};

const running = new Set<ChildProcess>();

/** Starts the agent as the portal offers it. What it says is collected. */
export async function startSiemAgent(
  url: string,
  secret: string,
  { args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {},
): Promise<RunningAgent> {
  const answer = await fetch(`${runningPortal().baseUrl}/downloads/portcullis-siem-agent.cjs`);
  expect(answer.status).toBe(200);
  const program = test.info().outputPath("agent.cjs");
  writeFileSync(program, await answer.text());
  const token = test.info().outputPath("token");
  writeFileSync(token, secret, { mode: 0o600 });
  const child = spawn(process.execPath, [program, "--url", url, "--token-file", token, ...args], {
    env: { ...process.env, ...env },
  });
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk.toString();
    });
  const ended = once(child, "exit").then(([code]) => {
    running.delete(child);
    return typeof code === "number" ? code : null;
  });
  return {
    output: () => output,
    ended,
    kill(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** For `afterEach`: a test that failed leaves no program behind. */
export function endSiemAgents(): void {
  for (const child of running) child.kill("SIGKILL");
}
