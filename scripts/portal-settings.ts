import { existsSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { type Env, parseEnv } from "@/lib/env";
import { projectRoot } from "./project";
import { ensureSecrets } from "./secrets";

export type PortalSettings = {
  /** The portal's settings, checked; the database addresses are placeholders while the embedded Postgres is to be used. */
  env: Env;
  dataDirectory: string;
  /** Null when the embedded Postgres is to be used. */
  database: { appUrl: string; authUrl: string; ownerUrl: string | null } | null;
};

/**
 * Reads the settings and completes them with the secrets of the data folder.
 * @throws Error with a sentence per wrong setting.
 */
export function readSettings(source: NodeJS.ProcessEnv): PortalSettings {
  const dataDirectory = path.resolve(projectRoot, source.PORTAL_DATA_DIR || ".data");
  const isGiven = Boolean(source.DATABASE_URL);
  if (!isGiven && (source.DATABASE_AUTH_URL || source.DATABASE_OWNER_URL)) {
    throw new Error(
      "DATABASE_AUTH_URL and DATABASE_OWNER_URL need DATABASE_URL beside them: set it, or unset all three for the embedded Postgres.",
    );
  }
  const placeholder = isGiven ? {} : { DATABASE_URL: "embedded", DATABASE_AUTH_URL: "embedded" };
  const unchecked = { ...source, ...placeholder, PORTAL_DATA_DIR: dataDirectory };
  // Checked before the data folder is touched, so that a typing error leaves nothing behind.
  parseEnv({ PORTAL_SESSION_SECRET: "x".repeat(32), PORTAL_TOKEN_PEPPER: `k1:${"x".repeat(43)}`, ...given(unchecked) });
  const secrets = ensureSecrets(dataDirectory);
  const env = parseEnv({
    PORTAL_SESSION_SECRET: secrets.sessionSecret,
    PORTAL_TOKEN_PEPPER: secrets.tokenPepper,
    ...given(unchecked),
  });
  const ownerUrl = source.DATABASE_OWNER_URL || null;
  const database = isGiven ? { appUrl: env.DATABASE_URL, authUrl: env.DATABASE_AUTH_URL, ownerUrl } : null;
  return { env, dataDirectory, database };
}

/** Loads `.env` of the project's folder, if there is one; what the environment has already wins. */
export function loadEnvFile(): void {
  const file = path.join(projectRoot, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/** @throws Error that names the remedy when another program listens on the portal's port. */
export async function refuseTakenPort({ PORT, PORTAL_BIND, PORTAL_BASE_URL }: Env): Promise<void> {
  const isLocal = new URL(PORTAL_BASE_URL).hostname === "localhost";
  const code = await listenError(PORT, PORTAL_BIND ?? (isLocal ? "127.0.0.1" : "0.0.0.0"));
  if (code === null) return;
  if (code === "EADDRINUSE") {
    throw new Error(
      `Port ${PORT} is taken by another program: stop that one, or start with PORT=${PORT + 1} npm start.`,
    );
  }
  if (code === "EACCES") throw new Error(`Port ${PORT} may not be used by this user: start with PORT=3000 npm start.`);
  throw new Error(
    `The portal cannot listen on ${PORTAL_BIND ?? "its address"}, port ${PORT} (${code}): check PORTAL_BIND and PORT.`,
  );
}

function listenError(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

function given(source: Record<string, string | undefined>): Record<string, string> {
  const entries = Object.entries(source).flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  return Object.fromEntries(entries);
}
