import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import Provider from "oidc-provider";

/** Whom the issuer vouches for at the next sign-in. Without an e-mail it vouches for a subject alone. */
export type Identity = { email?: string; isVerified: boolean };

export type OidcIssuer = {
  url: string;
  /** Whoever signs in from now on is this person: the issuer asks nothing. */
  signInAs(identity: Identity): void;
  stop(): Promise<void>;
};

export type OidcClient = { clientId: string; clientSecret: string; redirectUri: string };

/**
 * A certified OpenID Connect provider on a free port of 127.0.0.1, for one client. It insists on PKCE and puts the e-mail
 * where the standard puts it, into the userinfo answer and not into the ID token.
 */
export async function startOidcIssuer(client: OidcClient): Promise<OidcIssuer> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => response.end();
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the issuer has no port");
  const url = `http://127.0.0.1:${address.port}`;

  const identities = new Map<string, Identity>();
  let current = "nobody";
  const provider = providerAt(url, client, (subject) => identities.get(subject));
  const answer = provider.callback();
  handle = (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return void answer(request, response);
    const result = identities.has(current) ? { login: { accountId: current } } : { error: "access_denied" };
    provider
      .interactionFinished(request, response, result)
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  };

  return {
    url,
    signInAs(identity) {
      current = `subject-${identities.size + 1}`;
      identities.set(current, identity);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function providerAt(url: string, client: OidcClient, find: (subject: string) => Identity | undefined): Provider {
  const provider: Provider = new Provider(url, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [client.redirectUri],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    cookies: { keys: ["a key of a test issuer"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    async findAccount(_context, subject) {
      const identity = find(subject);
      if (!identity) return undefined;
      const { email, isVerified } = identity;
      return { accountId: subject, claims: async () => ({ sub: subject, email, email_verified: isVerified }) };
    },
    // Everything is granted: consent is the issuer's matter, not the portal's.
    async loadExistingGrant(context) {
      const accountId = context.oidc.session?.accountId;
      const grant = new provider.Grant({ clientId: client.clientId, ...(accountId ? { accountId } : {}) });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  return provider;
}
