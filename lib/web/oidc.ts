import { cookies } from "next/headers";
import type { Profile } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { isFailure } from "../domain/failure";
import { emailAddress } from "../domain/member";
import { env } from "../env";
import { log } from "../log";
import { signInWithOidc } from "../sign-in/sign-in-with-oidc";
import { findTenant } from "../tenants/find-tenant";
import { tenantOrigin } from "../tenants/tenant-url";
import { returnCookie } from "./cookies";
import { continueUrl } from "./hand-over";
import { safeNextPath } from "./next-path";
import { requestOf } from "./request";
import { portalHost } from "./tenant-host";

export const oidcProviderId = "oidc";

export type OidcSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  name: string;
};

/** The OpenID Connect provider of this installation; null when there is none. */
export function oidcSettings(): OidcSettings | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return null;
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    name: OIDC_NAME,
  };
}

const identityClaims = z.object({
  sub: z.string(),
  email: emailAddress.optional().catch(undefined),
  email_verified: z.unknown(),
  /** Seconds since 1970 when the provider last asked who is there. */
  auth_time: z.number().int().positive().optional().catch(undefined),
});

/** Authorization code flow with PKCE, state and nonce; the ID token is checked by openid-client. */
export function oidcProvider(settings: OidcSettings): OAuthConfig<Profile> {
  return {
    id: oidcProviderId,
    name: settings.name,
    type: "oauth",
    wellKnown: `${settings.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    authorization: { params: { scope: "openid email profile" } },
    checks: ["pkce", "state", "nonce"],
    idToken: true,
    userinfo: {
      // Providers may leave the e-mail out of an ID token that comes with an access token (OpenID Connect Core 1.0, 5.4).
      async request({ client, tokens }) {
        const claims = "claims" in tokens && typeof tokens.claims === "function" ? tokens.claims() : {};
        if ("email" in claims || !tokens.access_token) return claims;
        const info = await client.userinfo(tokens.access_token);
        // OpenID Connect Core 1.0, 5.3.2: an answer about another subject must not be used.
        if (!("sub" in claims) || info.sub !== claims.sub)
          throw new Error("the userinfo answer is about somebody else");
        return { ...claims, ...info };
      },
    },
    profile: ({ sub }) => ({ id: z.string().parse(sub) }),
  };
}

/**
 * What follows once the provider has vouched for a person: back to their tenant's own host with a one-time code, in the
 * fragment, which reaches no server and no log. No session begins here, at the general URL.
 * @returns the URL to go to, a refusal's included.
 */
export async function handOverOidc(profile: Profile | undefined): Promise<string> {
  const host = await portalHost();
  if (host.kind !== "base") return "/sign-in?error=OidcFailed";
  const wish = await wishedReturn();
  const back = wish.slug === null ? host.origin : tenantOrigin(wish.slug);
  try {
    const claims = identityClaims.parse(profile);
    const tenant = wish.slug === null ? null : await findTenant(wish.slug);
    const proven = await signInWithOidc(await requestOf(), {
      email: claims.email ?? null,
      isEmailVerified: claims.email_verified === true,
      provenAt: claims.auth_time === undefined ? null : new Date(claims.auth_time * 1000),
      tenantId: tenant?.id ?? null,
    });
    return continueUrl(proven, wish.next);
  } catch (thrown) {
    if (!isFailure(thrown)) {
      // next-auth would put the message of whatever is thrown into a URL.
      log().error({ err: thrown }, "a sign-in by the OpenID Connect provider failed");
      return `${back}/sign-in?error=OidcFailed`;
    }
    return `${back}/sign-in?error=${thrown.messageKey === "oidcUnverified" ? "OidcUnverified" : "OidcNoAccount"}`;
  }
}

/** The tenant and page that the sign-in was begun for. A wish only: it opens nothing that the e-mail does not. */
async function wishedReturn(): Promise<{ slug: string | null; next: string }> {
  const value = (await cookies()).get(returnCookie().name)?.value;
  if (!value || !URL.canParse(value)) return { slug: null, next: "/" };
  const { searchParams } = new URL(value);
  const slug = searchParams.get("tenant");
  return {
    slug: slug !== null && /^[a-z0-9-]{1,63}$/.test(slug) ? slug : null,
    next: safeNextPath(searchParams.get("next")),
  };
}
