import pg from "pg";
import { scramVerifier } from "./scram-verifier";

export type RolePasswords = { owner: string; app: string; auth: string };

export type DatabaseUrls = { ownerUrl: string; appUrl: string; authUrl: string };

export type RolesInput = {
  /** Connection of a role that may make roles and databases, to any existing database of the server. */
  adminUrl: string;
  database: string;
  passwords: RolePasswords;
  /** Lets the owner make databases, which `prisma migrate dev` and `migrate diff` need for their shadow database. */
  mayOwnerCreateDatabases?: boolean;
};

/** Owns the database and every table; runs migrations. The portal itself never connects as it. */
export const OWNER_ROLE = "portcullis_owner";
/** What the portal connects as: neither superuser nor owner, so that row-level security binds it. */
export const APP_ROLE = "portcullis_app";
/** May execute the functions that find a tenant before one is known, and nothing else. */
export const AUTH_ROLE = "portcullis_auth";
/** Owns those functions; nobody can sign in as it. */
export const LOOKUP_ROLE = "portcullis_lookup";

/**
 * Makes the four roles and the database, or brings existing ones to the state described here; running it again changes
 * nothing but the passwords. Nobody else keeps the right to connect to the database.
 * @throws Error when one of the roles exists as a superuser or may bypass row-level security: that is not repaired silently.
 */
export async function ensureDatabaseRoles(input: RolesInput): Promise<DatabaseUrls> {
  await withConnection(input.adminUrl, async (admin) => {
    await ensureRole(admin, OWNER_ROLE, input.passwords.owner);
    await ensureRole(admin, APP_ROLE, input.passwords.app);
    await ensureRole(admin, AUTH_ROLE, input.passwords.auth);
    await ensureRole(admin, LOOKUP_ROLE, null);
    if (input.mayOwnerCreateDatabases) await admin.query(`ALTER ROLE ${OWNER_ROLE} CREATEDB`);
    // The owner hands functions over to the lookup role; whoever runs this hands the database over to the owner.
    await admin.query(`GRANT ${LOOKUP_ROLE} TO ${OWNER_ROLE}`);
    await grantToAdmin(admin, OWNER_ROLE);
    await ensureDatabase(admin, input.database);
  });
  await withConnection(urlFor(input.adminUrl, { database: input.database }), (inside) =>
    limitAccess(inside, input.database),
  );
  const as = (user: string, password: string) => urlFor(input.adminUrl, { user, password, database: input.database });
  return {
    ownerUrl: as(OWNER_ROLE, input.passwords.owner),
    appUrl: as(APP_ROLE, input.passwords.app),
    authUrl: as(AUTH_ROLE, input.passwords.auth),
  };
}

/** The same server and options under another role or database. */
export function urlFor(url: string, part: { user?: string; password?: string; database?: string }): string {
  const changed = new URL(url);
  if (part.user !== undefined) changed.username = part.user;
  if (part.password !== undefined) changed.password = encodeURIComponent(part.password);
  if (part.database !== undefined) changed.pathname = `/${encodeURIComponent(part.database)}`;
  return changed.href;
}

/** Opens one connection for the time of `use`. */
export async function withConnection<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function ensureRole(admin: pg.Client, role: string, password: string | null): Promise<void> {
  const { rows } = await admin.query<{ rolsuper: boolean; rolbypassrls: boolean }>(
    "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = $1",
    [role],
  );
  const found = rows[0];
  if (found?.rolsuper || found?.rolbypassrls)
    throw new Error(`The role ${role} is a superuser or may bypass row-level security: take that away from it first.`);
  if (found === undefined) await admin.query(`CREATE ROLE ${role}`);
  if (password === null) return void (await admin.query(`ALTER ROLE ${role} NOLOGIN`));
  // Only a hash travels: statements that change roles end up in server logs.
  await admin.query(`ALTER ROLE ${role} LOGIN PASSWORD ${admin.escapeLiteral(scramVerifier(password))}`);
}

async function grantToAdmin(admin: pg.Client, role: string): Promise<void> {
  const { rows } = await admin.query<{ is_member: boolean }>(
    "SELECT pg_has_role(current_user, $1, 'SET') AS is_member",
    [role],
  );
  if (!rows[0]?.is_member) await admin.query(`GRANT ${role} TO CURRENT_USER`);
}

async function ensureDatabase(admin: pg.Client, database: string): Promise<void> {
  const name = admin.escapeIdentifier(database);
  const { rowCount } = await admin.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
  if (rowCount) return void (await admin.query(`ALTER DATABASE ${name} OWNER TO ${OWNER_ROLE}`));
  const locale = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C' ENCODING 'UTF8'";
  await admin.query(`CREATE DATABASE ${name} OWNER ${OWNER_ROLE} TEMPLATE template0 ${locale}`);
}

async function limitAccess(inside: pg.Client, database: string): Promise<void> {
  const name = inside.escapeIdentifier(database);
  await inside.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await inside.query(`GRANT CONNECT ON DATABASE ${name} TO ${APP_ROLE}, ${AUTH_ROLE}`);
  await inside.query(`ALTER SCHEMA public OWNER TO ${OWNER_ROLE}`);
  await inside.query("REVOKE ALL ON SCHEMA public FROM PUBLIC");
  await inside.query(`GRANT USAGE ON SCHEMA public TO ${APP_ROLE}, ${AUTH_ROLE}, ${LOOKUP_ROLE}`);
}
