import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbeddedDatabase } from "../embedded-database";
import { runPrisma } from "../prisma-cli";

const DIFFERENT = 2;

/** Whether the migrations, replayed into an empty database, give exactly the tables of schema.prisma. */
export async function schemaProblems(): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "portcullis-check-"));
  chmodSync(folder, 0o711);
  try {
    const { postgres, urls } = await startEmbeddedDatabase(path.join(folder, "database"), { isThrowaway: true });
    try {
      const args = ["migrate", "diff", "--from-migrations", "prisma/migrations", "--to-schema", "prisma/schema.prisma"];
      const { exitCode, output } = await runPrisma([...args, "--exit-code"], { ownerUrl: urls.ownerUrl });
      if (exitCode === 0) return [];
      if (exitCode === DIFFERENT)
        return [`A migration is missing (npm run migrate:dev -- --name …):\n${output.trim()}`];
      return [`The migrations could not be compared:\n${output.trim()}`];
    } finally {
      await postgres.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
