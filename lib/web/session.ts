import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Caller, MemberPrincipal } from "../domain/access";
import { endSession } from "../sign-in/end-session";
import { findSession } from "../sign-in/find-session";
import { sessionCookie } from "./cookies";
import { signInPath } from "./next-path";
import { requestedPath, requestOf } from "./request";
import { readSessionToken } from "./session-token";
import { portalHost } from "./tenant-host";

/**
 * Who is signed in here, read from the database once per request: role, deactivation, sign-out and suspension count at
 * once. A session of one tenant means nothing on another tenant's host.
 * @returns null when nobody is.
 */
export const currentMember = cache(async (): Promise<Caller<MemberPrincipal> | null> => {
  const jar = await cookies();
  const claims = await readSessionToken(jar.get(sessionCookie().name)?.value);
  if (claims === null) return null;
  const host = await portalHost();
  if (host.kind !== "tenant" || host.tenant.id !== claims.tenantId) return null;
  const [principal, request] = await Promise.all([findSession(claims), requestOf()]);
  return principal === null ? null : { principal, ...request };
});

/** The same for a page that nobody may see without signing in: sends a visitor to the sign-in page and back afterwards. */
export async function requireMember(): Promise<Caller<MemberPrincipal>> {
  const caller = await currentMember();
  if (caller !== null) return caller;
  redirect(signInPath(await requestedPath()));
}

/** Ends the session for good, in the database too, and forgets its cookie. For server actions. */
export async function signOut(): Promise<void> {
  const caller = await currentMember();
  if (caller !== null) await endSession(caller);
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}
