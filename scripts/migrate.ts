import { startEmbeddedDatabase } from "./embedded-database";
import { applyMigrations } from "./migrations";
import { runPrisma } from "./prisma-cli";

/**
 * `npm run migrate` applies the migrations; `npm run migrate:dev -- --name <name>`, `npm run migrate -- status` and the like
 * pass on to `prisma migrate`. Works on DATABASE_OWNER_URL, else on the embedded database of the data folder.
 */
async function migrate(args: string[]): Promise<number> {
  const given = process.env.DATABASE_OWNER_URL;
  if (given) return run(args, given);
  if (process.env.DATABASE_URL) {
    console.error("Migrations run as the owner of the database: set DATABASE_OWNER_URL (npm run db:setup prints it).");
    return 1;
  }
  const { postgres, urls } = await startEmbeddedDatabase(process.env.PORTAL_DATA_DIR || ".data");
  try {
    return await run(args, urls.ownerUrl);
  } finally {
    await postgres.stop();
  }
}

async function run(args: string[], ownerUrl: string): Promise<number> {
  if (args.length > 0) return (await runPrisma(["migrate", ...args], { ownerUrl, shows: true })).exitCode;
  const applied = await applyMigrations(ownerUrl);
  console.log(applied === 0 ? "The database is up to date." : `${applied} migrations applied.`);
  return 0;
}

try {
  process.exitCode = await migrate(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
