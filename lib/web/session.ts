import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Caller, MemberPrincipal } from "../domain/access";
import type { SessionKey, SessionStage } from "../domain/session";
import { endSession } from "../sign-in/end-session";
import { findSessionAtAnyStage } from "../sign-in/find-session";
import { sessionCookie } from "./cookies";
import { safeNextPath, signInPath } from "./next-path";
import { requestedPath, requestOf } from "./request";
import { readSessionToken } from "./session-token";
import { portalHost } from "./tenant-host";

/** Who holds a session, and how far their sign-in has come. */
export type SessionHolder = { caller: Caller<MemberPrincipal>; stage: SessionStage };

/**
 * Who is signed in here, read from the database once per request: role, deactivation, sign-out and suspension count at
 * once. A session of one tenant means nothing on another tenant's host.
 * @returns null when nobody is, or when who is still owes a second factor.
 */
export async function currentMember(): Promise<Caller<MemberPrincipal> | null> {
  const holder = await sessionHolder();
  return holder?.stage === "open" ? holder.caller : null;
}

/** The same for a page that nobody may see without signing in: sends a visitor to where their sign-in goes on. */
export async function requireMember(): Promise<Caller<MemberPrincipal>> {
  const holder = await sessionHolder();
  if (holder?.stage === "open") return holder.caller;
  const path = await requestedPath();
  redirect(holder === null ? signInPath(path) : stagePath(holder.stage, path));
}

/**
 * Whoever holds a session here, at whatever stage: for the pages and actions that complete a sign-in, which look at the
 * stage, and for signing out.
 */
export const sessionHolder = cache(async (): Promise<SessionHolder | null> => {
  const key = await presentedSession();
  if (key === null) return null;
  const [session, request] = await Promise.all([findSessionAtAnyStage(key), requestOf()]);
  return session === null ? null : { caller: { principal: session.principal, ...request }, stage: session.stage };
});

/** The session that the request's cookie names, if it is one of the called host's tenant. It may have ended. */
export async function presentedSession(): Promise<SessionKey | null> {
  const jar = await cookies();
  const claims = await readSessionToken(jar.get(sessionCookie().name)?.value);
  if (claims === null) return null;
  const host = await portalHost();
  return host.kind === "tenant" && host.tenant.id === claims.tenantId ? claims : null;
}

/** Where a sign-in at a stage goes on, and leads back from. */
function stagePath(stage: SessionStage, next: string): string {
  const page = stage === "second-factor" ? "/sign-in/second-factor" : "/sign-in/enrol";
  const safe = safeNextPath(next);
  return safe === "/" ? page : `${page}?next=${encodeURIComponent(safe)}`;
}

/** Ends the session for good, in the database too, and forgets its cookie. For server actions. */
export async function signOut(): Promise<void> {
  const holder = await sessionHolder();
  if (holder !== null) await endSession(holder.caller);
  await forgetSession();
}

/** Forgets the cookie of a session that has ended. For server actions. */
export async function forgetSession(): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}
