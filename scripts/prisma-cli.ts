import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { projectRoot } from "./project";
import { type ProgramOutcome, runProgram } from "./run-program";

/**
 * Runs a Prisma command with an engine that is at hand: the one named by PRISMA_SCHEMA_ENGINE_BINARY, else Prisma's native
 * one when it was downloaded, else the WebAssembly one beside this file, so that no command needs Prisma's download host.
 * With `shows` the person at the terminal sees and answers the command directly, and the output stays empty.
 */
export function runPrisma(
  args: string[],
  options: { ownerUrl?: string; shows?: boolean } = {},
): Promise<ProgramOutcome> {
  const env: Record<string, string> = { PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1", ...schemaEngine() };
  if (options.ownerUrl !== undefined) env.DATABASE_OWNER_URL = options.ownerUrl;
  const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");
  return runProgram(process.execPath, [cli, ...args], { env, shows: options.shows });
}

function schemaEngine(): Record<string, string> {
  if (process.env.PRISMA_SCHEMA_ENGINE_BINARY) return {};
  const engines = path.join(projectRoot, "node_modules/@prisma/engines");
  const hasNative = existsSync(engines) && readdirSync(engines).some((name) => name.startsWith("schema-engine-"));
  return hasNative ? {} : { PRISMA_SCHEMA_ENGINE_BINARY: path.join(projectRoot, "scripts/schema-engine.mjs") };
}
