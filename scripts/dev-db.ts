import { startEmbeddedDatabase } from "./embedded-database";
import { applyMigrations } from "./migrations";

/** `npm run db:dev`: the embedded database of the data folder alone, for Prisma commands and for a look with psql. */
const { postgres, urls } = await startEmbeddedDatabase(process.env.PORTAL_DATA_DIR || ".data");
try {
  const applied = await applyMigrations(urls.ownerUrl);
  console.log(`# ${applied} migrations applied; Ctrl-C stops the database`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
console.log(`export DATABASE_URL='${urls.appUrl}'`);
console.log(`export DATABASE_AUTH_URL='${urls.authUrl}'`);
console.log(`export DATABASE_OWNER_URL='${urls.ownerUrl}'`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void postgres.stop());
