import type { CookiesOptions } from "next-auth";
import { env } from "../env";

type CookieRule = {
  name: string;
  options: {
    httpOnly: true;
    sameSite: "lax";
    path: "/";
    secure: boolean;
    maxAge?: number;
  };
};

/** The provider has this long to send a person back. */
const roundTripSeconds = 15 * 60;

/**
 * Whether cookies may be Secure, and so carry the prefix `__Host-`, which a sibling tenant's host cannot plant. Browsers
 * take `localhost` and everything below it for trustworthy without TLS.
 */
export function mayUseSecureCookies(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === "https:" || hostname === "localhost" || hostname.endsWith(".localhost");
}

/** The cookie that holds a session: for this host alone, never for its siblings or its parent. */
export function sessionCookie(): CookieRule {
  return rule("session");
}

/** All cookies of next-auth, under the same rule as the session's. */
export function authCookies(): Partial<CookiesOptions> {
  return {
    sessionToken: sessionCookie(),
    csrfToken: rule("csrf"),
    callbackUrl: returnCookie(),
    state: rule("state", roundTripSeconds),
    nonce: rule("nonce", roundTripSeconds),
    pkceCodeVerifier: rule("pkce", roundTripSeconds),
  };
}

/** Where next-auth remembers to which page of ours a person wanted to return. */
export function returnCookie(): CookieRule {
  return rule("return");
}

function rule(name: string, maxAge?: number): CookieRule {
  const secure = mayUseSecureCookies(env().PORTAL_BASE_URL);
  return {
    name: `${secure ? "__Host-" : ""}portcullis.${name}`,
    options: {
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure,
      ...(maxAge === undefined ? {} : { maxAge }),
    },
  };
}
