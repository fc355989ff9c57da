import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { type OidcIssuer, startOidcIssuer } from "./oidc-issuer";

export type PortalWithOidc = {
  issuer: OidcIssuer;
  /** The general URL. */
  baseUrl: string;
  urlOf(tenantSlug: string, path: string): string;
  stop(): Promise<void>;
};

/**
 * A second server on the database of the portal under test, with an OpenID Connect provider of its own: the provider is a
 * setting of the whole process.
 */
export async function startPortalWithOidc(): Promise<PortalWithOidc> {
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const client = { clientId: "portcullis", clientSecret: randomBytes(24).toString("base64url") };
  const issuer = await startOidcIssuer({ ...client, redirectUri: `${baseUrl}/api/auth/callback/oidc` });
  const server = await startServer({
    ...process.env,
    NODE_ENV: "production",
    PORT: String(port),
    PORTAL_BASE_URL: baseUrl,
    DATABASE_URL: required("PORTAL_TEST_APP_URL"),
    DATABASE_AUTH_URL: required("PORTAL_TEST_AUTH_URL"),
    PORTAL_SESSION_SECRET: randomBytes(32).toString("base64url"),
    PORTAL_TOKEN_PEPPER: required("PORTAL_TEST_PEPPER"),
    OIDC_ISSUER: issuer.url,
    OIDC_CLIENT_ID: client.clientId,
    OIDC_CLIENT_SECRET: client.clientSecret,
    OIDC_NAME: "Test ID",
    LOG_LEVEL: "error",
  });
  return {
    issuer,
    baseUrl,
    urlOf: (tenantSlug, pathname) => `http://${tenantSlug}.localhost:${port}${pathname}`,
    async stop() {
      const exit = once(server, "exit");
      server.kill();
      await exit;
      await issuer.stop();
    },
  };
}

/** Starts the built server; it says by a message when it serves. */
function startServer(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--enable-source-maps", "dist/server.mjs"], {
    env,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  return new Promise((resolve, reject) => {
    child.once("message", () => resolve(child));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the server ended with exit code ${code}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: 0 }, () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === "object" ? address.port : 0));
    });
  });
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: journeys run through npm test -- e2e`);
  return value;
}
