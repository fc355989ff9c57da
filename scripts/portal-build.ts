import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { build as bundle, stop as endBundler } from "esbuild";
import { buildAgentPackages } from "./agent-packages";
import { ensureClientGenerated } from "./generate";
import { projectRoot } from "./project";
import { runProgram } from "./run-program";
import { serverBundle } from "./server-bundle";
import { sourceStamp } from "./source-stamp";

const SOURCES = [
  "agents",
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema.prisma",
  "server.ts",
  "serve-portal.ts",
  "pages-thread.ts",
  "proxy.ts",
  "instrumentation.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];

const stamp = sourceStamp(
  "dist/.stamp",
  SOURCES,
  (name) => !name.startsWith("lib/db/generated/") && !/\.test\.tsx?$|^lib\/db\/(embedded|test-)/.test(name),
);

/** Whether what was built last is what the sources make now. */
export function isBuildCurrent(): boolean {
  return stamp.isCurrent();
}

/**
 * Builds the pages (.next), the server (dist/server.mjs) with its thread and the packages of the agents (dist/agents) for production.
 * @param shows whether Next's own report goes to the terminal
 * @throws Error with the compiler's output when a part does not build.
 */
export async function buildPortal({ shows }: { shows: boolean }): Promise<void> {
  stamp.remove();
  await ensureClientGenerated();
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  const env = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;
  const { exitCode, output } = await runProgram(process.execPath, [next, "build"], { env, shows });
  if (exitCode !== 0) throw new Error(`The pages do not build.\n${output.trim()}`.trim());
  // Of an earlier build, under names that nothing asks for any more.
  rmSync(path.join(projectRoot, "dist/parts"), { recursive: true, force: true });
  await bundle(serverBundle("dist"));
  await buildAgentPackages();
  // Its process would otherwise stay as long as the portal.
  await endBundler();
  stamp.write();
}
