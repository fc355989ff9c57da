import { withConnection } from "./database-roles";
import { applyMigrations, missingMigrations } from "./migrations";
import { sentenceOf } from "./steps";

export type GivenDatabase = { appUrl: string; authUrl: string; ownerUrl: string | null };

/**
 * Makes sure that a database server given by the operator can carry the portal.
 * @throws Error that names the remedy: unreachable, or a login that row-level security would not bind.
 */
export async function checkGivenDatabase({ appUrl, authUrl, ownerUrl }: GivenDatabase): Promise<void> {
  await checkLogin("DATABASE_URL", appUrl, true);
  await checkLogin("DATABASE_AUTH_URL", authUrl, true);
  if (ownerUrl !== null) await checkLogin("DATABASE_OWNER_URL", ownerUrl, false);
}

/**
 * Applies missing migrations when the owner's address is known.
 * @returns how many were applied
 * @throws Error that names the remedy when some are missing and the owner's address is not known.
 */
export async function migrateGivenDatabase({ appUrl, ownerUrl }: GivenDatabase): Promise<number> {
  if (ownerUrl !== null) return applyMigrations(ownerUrl);
  const missing = await missingMigrations(appUrl);
  if (missing.length === 0) return 0;
  throw new Error(
    `The database lacks ${missing.length} migrations: apply them with DATABASE_OWNER_URL=… npm run migrate, or set ` +
      "DATABASE_OWNER_URL here too.",
  );
}

async function checkLogin(setting: string, url: string, mustBeBound: boolean): Promise<void> {
  const role = await withConnection(url, async (client) => {
    const { rows } = await client.query<{ name: string; is_unbound: boolean }>(
      "SELECT rolname AS name, rolsuper OR rolbypassrls AS is_unbound FROM pg_roles WHERE rolname = current_user",
    );
    return rows[0];
  }).catch((error: unknown) => {
    throw new Error(
      `The database of ${setting} cannot be reached (${sentenceOf(error)}): check the address and that Postgres runs.`,
    );
  });
  if (mustBeBound && role?.is_unbound !== false) {
    throw new Error(
      `${setting} signs in as ${role?.name ?? "an unknown role"}, a superuser or one that row-level security does not bind: ` +
        "make the portal's own roles with npm run db:setup -- --admin-url <this URL>, and use the addresses that it prints.",
    );
  }
}
