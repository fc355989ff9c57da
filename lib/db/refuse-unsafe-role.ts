import { Client } from "pg";

/**
 * Refuses to run on a database login that row-level security does not bind: a superuser, a role with BYPASSRLS, or the
 * owner of the tables.
 * @throws Error with one sentence that names the remedy; also when the database cannot be reached
 */
export async function refuseUnsafeRole(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new Error(
      `The database at ${placeOf(databaseUrl)} cannot be reached (${reason}). Check DATABASE_URL and that Postgres runs.`,
    );
  }
  try {
    const { rows } = await client.query<{ name: string; unbound: boolean }>(`
      select current_user as name,
             r.rolsuper or r.rolbypassrls or pg_has_role(current_user, c.relowner, 'member') as unbound
      from pg_roles r left join pg_class c on c.oid = to_regclass('public.tenant')
      where r.rolname = current_user`);
    const role = rows[0];
    if (role?.unbound !== false)
      throw new Error(
        `DATABASE_URL signs in as "${role?.name ?? "?"}", whom row-level security does not bind, or whose database has no tables yet. Make the portal's own roles with: npm run db:setup -- --admin-url <this URL>`,
      );
  } finally {
    await client.end();
  }
}

function placeOf(databaseUrl: string): string {
  try {
    return new URL(databaseUrl).host;
  } catch {
    return "DATABASE_URL";
  }
}
