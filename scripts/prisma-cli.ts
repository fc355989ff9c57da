import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { projectRoot } from "./project";

export type PrismaOutcome = { exitCode: number; output: string };

/**
 * Runs a Prisma command with an engine that is at hand: the one named by PRISMA_SCHEMA_ENGINE_BINARY, else Prisma's native
 * one when it was downloaded, else the WebAssembly one beside this file, so that no command needs Prisma's download host.
 * With `shows` the person at the terminal sees and answers the command directly, and `output` stays empty.
 */
export function runPrisma(
  args: string[],
  options: { ownerUrl?: string; shows?: boolean; env?: NodeJS.ProcessEnv } = {},
): Promise<PrismaOutcome> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...options.env,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
    ...schemaEngine(),
  };
  if (options.ownerUrl !== undefined) env.DATABASE_OWNER_URL = options.ownerUrl;
  const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: projectRoot,
    env,
    stdio: options.shows ? "inherit" : ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ exitCode: code ?? 1, output }));
  });
}

function schemaEngine(): { PRISMA_SCHEMA_ENGINE_BINARY?: string } {
  if (process.env.PRISMA_SCHEMA_ENGINE_BINARY) return {};
  const engines = path.join(projectRoot, "node_modules/@prisma/engines");
  const hasNative = existsSync(engines) && readdirSync(engines).some((name) => name.startsWith("schema-engine-"));
  return hasNative ? {} : { PRISMA_SCHEMA_ENGINE_BINARY: path.join(projectRoot, "scripts/schema-engine.mjs") };
}
