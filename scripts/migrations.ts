import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { installJobQueues } from "@/lib/jobs/install-job-queues";
import { APP_ROLE, withConnection } from "./database-roles";
import { runPrisma } from "./prisma-cli";
import { projectRoot } from "./project";

/**
 * Applies the migrations that the database lacks, makes the queues of the background jobs, and lets the portal's own role
 * see which migrations those were.
 * @returns how many were applied.
 * @throws Error with Prisma's own explanation when one fails.
 */
export async function applyMigrations(ownerUrl: string): Promise<number> {
  const missing = await missingMigrations(ownerUrl);
  if (missing.length > 0) {
    const { exitCode, output } = await runPrisma(["migrate", "deploy"], { ownerUrl });
    if (exitCode !== 0) throw new Error(`The migrations could not be applied:\n${output.trim()}`);
  }
  await withConnection(ownerUrl, (owner) => owner.query(`GRANT SELECT ON _prisma_migrations TO ${APP_ROLE}`));
  await installJobQueues(ownerUrl, APP_ROLE);
  return missing.length;
}

/** Names of the migrations in the source tree that the database, seen by any role that may read the list, has not had. */
export async function missingMigrations(url: string): Promise<string[]> {
  const applied = await appliedMigrations(url);
  return migrationFolders().filter((name) => !applied.has(name));
}

function migrationFolders(): string[] {
  const folder = path.join(projectRoot, "prisma/migrations");
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => existsSync(path.join(folder, name, "migration.sql")));
}

function appliedMigrations(url: string): Promise<Set<string>> {
  return withConnection(url, async (client) => {
    const table = await client.query("SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS is_there");
    if (table.rows[0]?.is_there !== true) return new Set<string>();
    const { rows } = await client.query<{ migration_name: string }>(
      "SELECT migration_name FROM public._prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
    );
    return new Set(rows.map((row) => row.migration_name));
  });
}
