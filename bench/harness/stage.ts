import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { parsePeppers } from "@/lib/tokens/token-secret";
import { type DatabaseUrls, ensureDatabaseRoles, urlFor } from "@/scripts/database-roles";
import { type EmbeddedDatabase, startEmbeddedDatabase } from "@/scripts/embedded-database";
import { applyMigrations } from "@/scripts/migrations";
import { ensureSecrets } from "@/scripts/secrets";
import { terminalSteps } from "@/scripts/steps";
import { makeHistoryWorld } from "../world/history-world";
import { fullSize, makeTokenWorld, smallSize, type TokenWorld } from "../world/token-world";

/** A database that is measured, with what was generated into it. */
export type MeasuredDatabase = { urls: DatabaseUrls; admin: pg.Client; world: TokenWorld };

/** Everything that rows measure on. */
export type Stage = {
  folder: string;
  pepper: string;
  sessionSecret: string;
  postgresPid: number;
  /** A million tokens of a thousand tenants. */
  large: MeasuredDatabase;
  /** A thousand tokens of one tenant, in the same cluster. */
  small: () => Promise<MeasuredDatabase>;
  /** Makes a million alerts and five million activities, once. */
  needsHistory: () => Promise<void>;
  close: () => Promise<void>;
};

const smallDatabase = "bench_small";
/** Room for a million rows in memory, statements counted, and no checkpoint in the middle of a round. */
const settings = [
  "shared_preload_libraries = 'pg_stat_statements'",
  "shared_buffers = '2GB'",
  "max_wal_size = '16GB'",
  "checkpoint_timeout = '30min'",
];

/**
 * Starts a Postgres of its own in a temporary folder, with the generated world in it; all of it is gone after `close`.
 * @param kept a folder that stays, so that the next run finds its world
 */
export async function openStage(kept: string | null): Promise<Stage> {
  const folder = kept ?? mkdtempSync(path.join(tmpdir(), "portcullis-bench-"));
  mkdirSync(folder, { recursive: true });
  // The embedded Postgres may run as another user, who must be able to enter.
  chmodSync(folder, 0o711);
  const dataDirectory = path.join(folder, "data");
  const database = await terminalSteps.run("Starting a Postgres for the benchmark", () => startTuned(dataDirectory));
  const { tokenPepper, sessionSecret } = ensureSecrets(dataDirectory);
  const opened: pg.Client[] = [];
  const connect = async (name: string) => {
    const admin = new pg.Client({ connectionString: urlFor(database.postgres.adminUrl, { database: name }) });
    await admin.connect();
    opened.push(admin);
    return admin;
  };
  const prepare = async (urls: DatabaseUrls, name: string, size: typeof fullSize): Promise<MeasuredDatabase> => {
    await applyMigrations(urls.ownerUrl);
    const admin = await connect(name);
    await admin.query("create extension if not exists pg_stat_statements");
    return {
      urls,
      admin,
      world: await remembered(folder, name, () => makeTokenWorld(admin, size, parsePeppers(tokenPepper)[0])),
    };
  };
  const large = await terminalSteps.run("Generating tenants and a million tokens", () =>
    prepare(database.urls, "portcullis", fullSize),
  );
  return {
    folder,
    pepper: tokenPepper,
    sessionSecret,
    postgresPid: pidOf(dataDirectory, database),
    large,
    small: once(async () => {
      const { postgres: passwords } = ensureSecrets(dataDirectory);
      const { adminUrl } = database.postgres;
      const roles = { adminUrl, database: smallDatabase, passwords, mayOwnerCreateDatabases: true };
      return prepare(await ensureDatabaseRoles(roles), smallDatabase, smallSize);
    }),
    needsHistory: once(() =>
      terminalSteps.run("Generating a million alerts and five million activities", () =>
        remembered(folder, "history", async () => {
          await makeHistoryWorld(large.admin, large.world);
          return true;
        }).then(() => undefined),
      ),
    ),
    async close() {
      for (const client of opened) await client.end();
      await database.postgres.stop();
      if (kept === null) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startTuned(dataDirectory: string): Promise<EmbeddedDatabase> {
  const fresh = await startEmbeddedDatabase(dataDirectory);
  const admin = new pg.Client({ connectionString: fresh.postgres.adminUrl });
  await admin.connect();
  const { rows } = await admin.query<{ shared_buffers: string }>("show shared_buffers");
  if (rows[0]?.shared_buffers === "2GB") {
    await admin.end();
    return fresh;
  }
  for (const setting of settings) await admin.query(`alter system set ${setting}`);
  await admin.end();
  await fresh.postgres.stop();
  return startEmbeddedDatabase(dataDirectory);
}

async function remembered<T>(folder: string, name: string, make: () => Promise<T>): Promise<T> {
  const file = path.join(folder, `${name}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const made = await make();
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

function pidOf(dataDirectory: string, { postgres }: EmbeddedDatabase): number {
  const cluster = path.join(postgres.placedElsewhere ?? dataDirectory, "postgres");
  return Number(readFileSync(path.join(cluster, "postmaster.pid"), "utf8").split("\n")[0]);
}
