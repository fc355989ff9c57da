import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type DatabaseUrls, urlFor, withConnection } from "./database-roles";
import { DATABASE_NAME, startEmbeddedDatabase } from "./embedded-database";
import { loadEnvFile, readSettings } from "./portal-settings";
import { ensureSecrets } from "./secrets";

export type OpenDatabase = {
  dataDirectory: string;
  /** Null for a server of the operator's own. */
  embedded: { adminUrl: string /** Whether a portal runs on it at this moment. */; isServing: boolean } | null;
  urls: { appUrl: string; authUrl: string; ownerUrl: string | null };
  close(): Promise<void>;
};

/**
 * Reaches the database of this installation for a command beside the portal: the operator's own server; or the embedded
 * one, which is started for the time of the command unless a running portal has it up already. Puts what the portal's code
 * reads from the environment there.
 * @throws Error with a sentence for the operator
 */
export async function openDatabase(): Promise<OpenDatabase> {
  loadEnvFile();
  const { env, dataDirectory, database } = readSettings(process.env);
  const opened =
    database === null ? await openEmbedded(dataDirectory) : { embedded: null, urls: database, close: closed };
  Object.assign(process.env, {
    PORTAL_DATA_DIR: dataDirectory,
    PORTAL_SESSION_SECRET: env.PORTAL_SESSION_SECRET,
    PORTAL_TOKEN_PEPPER: env.PORTAL_TOKEN_PEPPER,
    DATABASE_URL: opened.urls.appUrl,
    DATABASE_AUTH_URL: opened.urls.authUrl,
  });
  return { dataDirectory, ...opened };
}

async function openEmbedded(dataDirectory: string): Promise<Omit<OpenDatabase, "dataDirectory">> {
  const running = await runningDatabase(dataDirectory);
  if (running !== null)
    return { embedded: { adminUrl: running.adminUrl, isServing: true }, urls: running.urls, close: closed };
  const { postgres, urls } = await startEmbeddedDatabase(dataDirectory);
  return { embedded: { adminUrl: postgres.adminUrl, isServing: false }, urls, close: postgres.stop };
}

/** The embedded database that another process keeps running, or null when there is none. */
export async function runningDatabase(dataDirectory: string): Promise<{ adminUrl: string; urls: DatabaseUrls } | null> {
  const portFile = path.join(dataDirectory, "postgres-port");
  if (!existsSync(portFile) || !existsSync(path.join(dataDirectory, "postgres-keeper.pid"))) return null;
  const { postgres: passwords } = ensureSecrets(dataDirectory);
  const port = readFileSync(portFile, "utf8").trim();
  const adminUrl = `postgresql://postgres:${encodeURIComponent(passwords.superuser)}@127.0.0.1:${port}/postgres`;
  const isUp = await withConnection(adminUrl, (client) => client.query("select 1")).then(
    () => true,
    () => false,
  );
  if (!isUp) return null;
  const as = (user: string, password: string) => urlFor(adminUrl, { user, password, database: DATABASE_NAME });
  return {
    adminUrl,
    urls: {
      ownerUrl: as("portcullis_owner", passwords.owner),
      appUrl: as("portcullis_app", passwords.app),
      authUrl: as("portcullis_auth", passwords.auth),
    },
  };
}

async function closed(): Promise<void> {}
