import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/lib/db/embedded";
import { type DatabaseUrls, ensureDatabaseRoles } from "./database-roles";
import { ensureSecrets } from "./secrets";

export type EmbeddedDatabase = { postgres: EmbeddedPostgres; urls: DatabaseUrls };

export const DATABASE_NAME = "portcullis";

/** Starts the embedded Postgres of a data folder with its roles and its (still unmigrated) database. */
export async function startEmbeddedDatabase(
  dataDirectory: string,
  options: { isThrowaway?: boolean } = {},
): Promise<EmbeddedDatabase> {
  const { postgres: passwords } = ensureSecrets(dataDirectory);
  const postgres = await startEmbeddedPostgres({
    dataDirectory,
    superuserPassword: passwords.superuser,
    isThrowaway: options.isThrowaway,
  });
  try {
    const urls = await ensureDatabaseRoles({
      adminUrl: postgres.adminUrl,
      database: DATABASE_NAME,
      passwords,
      mayOwnerCreateDatabases: true,
    });
    return { postgres, urls };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
