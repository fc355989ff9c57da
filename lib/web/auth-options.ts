import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { isFailure } from "../domain/failure";
import { env } from "../env";
import { log } from "../log";
import { openSession } from "../sign-in/open-session";
import { sessionSeconds } from "../sign-in/session-times";
import { authCookies } from "./cookies";
import { handOverOidc, oidcProvider, oidcProviderId, oidcSettings } from "./oidc";
import { requestOf } from "./request";
import { presentedSession } from "./session";
import { sessionClaims } from "./session-token";
import { portalHost } from "./tenant-host";

/**
 * next-auth's part: it keeps the session cookie (a JWT that names the session, encrypted) and runs the OpenID Connect
 * dialogue. Whoever proved who they are, by password or provider, comes back with a one-time code, so there is one door.
 */
export function authOptions(): NextAuthOptions {
  const oidc = oidcSettings();
  return {
    secret: env().PORTAL_SESSION_SECRET,
    providers: [oneTimeCode, ...(oidc ? [oidcProvider(oidc)] : [])],
    session: { strategy: "jwt", maxAge: sessionSeconds() },
    cookies: authCookies(),
    pages: { signIn: "/sign-in", error: "/sign-in" },
    callbacks: {
      signIn: ({ account, profile }) => (account?.provider === oidcProviderId ? handOverOidc(profile) : true),
      jwt: ({ token, user }) => sessionClaims.parse(user ?? token),
      session: ({ session }) => ({ expires: session.expires }),
    },
    logger: {
      warn: (code) => log().debug({ code }, "next-auth warning"),
      // Its metadata carries profiles and tokens of the provider: only the message is kept.
      error: (code, metadata) => {
        const cause = metadata instanceof Error ? metadata : metadata.error;
        log().warn({ code, error: cause?.message }, "sign-in failed");
      },
      debug: () => undefined,
    },
  };
}

const oneTimeCode = Credentials({
  id: "one-time-code",
  name: "one-time-code",
  credentials: { code: { type: "text" } },
  async authorize(credentials) {
    const host = await portalHost();
    if (host.kind !== "tenant" || !credentials?.code) return null;
    try {
      const key = await openSession(await requestOf(), {
        tenantId: host.tenant.id,
        code: credentials.code,
        presented: await presentedSession(),
      });
      return { id: key.sessionId, ...sessionClaims.parse(key) };
    } catch (thrown) {
      if (isFailure(thrown)) log().info({ failure: thrown.code, detail: thrown.detail }, "a sign-in code was refused");
      else log().error({ err: thrown }, "a sign-in code could not be checked");
      // next-auth would put the message of whatever is thrown into a URL.
      return null;
    }
  },
});
