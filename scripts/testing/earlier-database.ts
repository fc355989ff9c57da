import { createHash, randomBytes, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { projectRoot } from "../project";

/*
 * Databases in the state of an earlier release, with rows that such a release may have written.
 */

const folder = path.join(projectRoot, "prisma/migrations");

/** The migrations in their order. */
export const migrationNames: readonly string[] = readdirSync(folder)
  .filter((name) => /^\d{14}_/.test(name))
  .sort();

/** Opens one connection of the superuser to a database of the tests' server. */
export async function inDatabase<T>(name: string, use: (admin: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: urlOf("TEST_DATABASE_ADMIN_URL", name) });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Where a role of the tests' server finds a database. */
export function urlOf(setting: `TEST_DATABASE_${"ADMIN" | "OWNER" | "APP" | "AUTH"}_URL`, database: string): string {
  const url = new URL(process.env[setting] ?? "");
  url.pathname = `/${database}`;
  return url.href;
}

/** An empty database with the rights that a new installation has, and without a migration. */
export async function makeEmpty(): Promise<string> {
  const name = freshName();
  const locale = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C' ENCODING 'UTF8'";
  await inDatabase("postgres", (admin) =>
    admin.query(`CREATE DATABASE ${name} OWNER portcullis_owner TEMPLATE template0 ${locale}`),
  );
  await inDatabase(name, (admin) =>
    admin.query(`
      REVOKE ALL ON DATABASE ${name} FROM PUBLIC;
      GRANT CONNECT ON DATABASE ${name} TO portcullis_app, portcullis_auth;
      ALTER SCHEMA public OWNER TO portcullis_owner;
      REVOKE ALL ON SCHEMA public FROM PUBLIC;
      GRANT USAGE ON SCHEMA public TO portcullis_app, portcullis_auth, portcullis_lookup`),
  );
  return name;
}

/** The same database again, under a name of its own. Nobody may be connected to the first. */
export async function copyOf(database: string): Promise<string> {
  const name = freshName();
  await inDatabase("postgres", async (admin) => {
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${database} OWNER portcullis_owner`);
    await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    await admin.query(`GRANT CONNECT ON DATABASE ${name} TO portcullis_app, portcullis_auth`);
  });
  return name;
}

export async function dropDatabase(name: string): Promise<void> {
  await inDatabase("postgres", (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

/** Applies one migration as the owner, and notes it as Prisma does. */
export async function applyMigration(database: string, name: string): Promise<void> {
  const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
  const owner = new pg.Client({ connectionString: urlOf("TEST_DATABASE_OWNER_URL", database) });
  await owner.connect();
  try {
    await owner.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
      id VARCHAR(36) PRIMARY KEY, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
      logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`);
    await owner.query(sql);
    await owner.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count) VALUES ($1, $2, now(), $3, 1)`,
      [randomUUID(), createHash("sha256").update(sql).digest("hex"), name],
    );
  } finally {
    await owner.end();
  }
}

/** What a column holds that the tests do not care about. */
const anything: Record<string, () => unknown> = {
  uuid: randomUUID,
  text: () => "text",
  varchar: () => "text",
  bpchar: () => "x",
  int2: () => 1,
  int4: () => 1,
  int8: () => 1,
  bool: () => false,
  jsonb: () => "{}",
  bytea: () => randomBytes(32),
  date: () => "2026-11-20",
  timestamptz: () => new Date(),
};

/**
 * Inserts a row into a table of whatever state: of what is given only the columns that there are, and something of their
 * type into those that need a value. Nothing where there is no such table yet.
 */
export async function insertAsOf(admin: pg.Client, table: string, given: Record<string, unknown>): Promise<void> {
  const { rows: columns } = await admin.query<{ name: string; type: string; needed: boolean }>(
    `select column_name as name, udt_name as type,
            is_nullable = 'NO' and column_default is null and is_generated = 'NEVER' and is_identity = 'NO' as needed
     from information_schema.columns where table_schema = 'public' and table_name = $1`,
    [table],
  );
  const values = columns.flatMap(({ name, type, needed }): [string, unknown][] => {
    if (name in given) return [[name, given[name]]];
    // Prisma writes lists as empty ones where there is nothing in them.
    if (type.startsWith("_")) return [[name, "{}"]];
    return needed ? [[name, anything[type]?.()]] : [];
  });
  if (values.length === 0) return;
  const names = values.map(([name]) => `"${name}"`).join(", ");
  const places = values.map((_, index) => `$${index + 1}`).join(", ");
  const row = values.map(([, value]) => value);
  await admin.query(`insert into "${table}" (${names}) values (${places})`, row);
}

function freshName(): string {
  return `upgrade_${randomBytes(6).toString("hex")}`;
}
