import { encode } from "next-auth/jwt";
import { env } from "@/lib/env";
import { sessionCookie } from "@/lib/web/cookies";
import { writeEntryFacts } from "@/lib/web/entry-headers";
import type { Person } from "./world";

/*
 * What stands in for next/headers: actions that ask the web for their host or their cookie get those of a request to the
 * tenant's host.
 */

const received: Record<string, string> = {};
const jar = new Map<string, string>();

export const requestParts = {
  headers: async () => new Headers(received),
  cookies: async () => ({
    get: (name: string) => {
      const value = jar.get(name);
      return value === undefined ? undefined : { name, value };
    },
    set: (name: string, value: string) => void jar.set(name, value),
  }),
};

/** From now on requests come to a person's tenant, with the cookie of their session. */
export async function requestOf(person: Person): Promise<void> {
  const { memberId, sessionId, tenantId } = person.caller.principal;
  const { ip, requestId } = person.caller;
  writeEntryFacts(received, { tenant: person.tenant, ip, requestId, path: "/" });
  const token = { memberId, sessionId, tenantId };
  jar.set(sessionCookie().name, await encode({ token, secret: env().PORTAL_SESSION_SECRET }));
}
