import { randomBytes } from "node:crypto";
import { type OidcIssuer, startOidcIssuer } from "./oidc-issuer";
import { freeAddress, startSecondServer } from "./second-server";

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
  const address = await freeAddress();
  const { port, baseUrl } = address;
  const client = { clientId: "portcullis", clientSecret: randomBytes(24).toString("base64url") };
  const issuer = await startOidcIssuer({ ...client, redirectUri: `${baseUrl}/api/auth/callback/oidc` });
  const server = await startSecondServer(address, {
    OIDC_ISSUER: issuer.url,
    OIDC_CLIENT_ID: client.clientId,
    OIDC_CLIENT_SECRET: client.clientSecret,
    OIDC_NAME: "Test ID",
  });
  return {
    issuer,
    baseUrl,
    urlOf: (tenantSlug, pathname) => `http://${tenantSlug}.localhost:${port}${pathname}`,
    async stop() {
      await server.end("SIGTERM");
      await issuer.stop();
    },
  };
}
