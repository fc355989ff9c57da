import { runPrisma } from "./prisma-cli";
import { sourceStamp } from "./source-stamp";

const stamp = sourceStamp("lib/db/generated/.stamp", ["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"]);

/** Generates the Prisma client when the schema or Prisma itself has changed since the last time. */
export async function ensureClientGenerated(): Promise<void> {
  if (stamp.isCurrent()) return;
  stamp.remove();
  const { exitCode, output } = await runPrisma(["generate"]);
  if (exitCode !== 0) throw new Error(`The Prisma client could not be generated:\n${output.trim()}`);
  stamp.write();
}
