import { z } from "zod";
import type { Caller, MemberPrincipal } from "../domain/access";
import type { ConnectionTestView } from "../domain/connection-test";
import { isFailure } from "../domain/failure";
import { currentMember } from "./session";

type MemberCaller = Caller<MemberPrincipal>;
type Route = (request: Request, context: { params: Promise<{ id: string }> }) => Promise<Response>;

const query = z.object({ since: z.coerce.date() });

/**
 * Makes a GET route that tells whether an agent was in contact since a moment: `{ connected: boolean }`. The view of a new
 * token asks every other second.
 * @param lastSeenOf throws a Failure for an agent that the caller may not see
 */
export function contactRoute(
  lastSeenOf: (caller: MemberCaller, id: string) => Promise<{ lastSeenAt: Date | null }>,
): Route {
  return agentRoute(async (caller, id, request) => {
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) return null;
    const { lastSeenAt } = await lastSeenOf(caller, id);
    return { connected: lastSeenAt !== null && lastSeenAt >= asked.data.since };
  });
}

/**
 * Makes a GET route that tells how far an agent's latest connection test has come: a `ConnectionTestView`, or null when
 * there was none. The view of a running test asks every second.
 * @param testOf throws a Failure for an agent that the caller may not see
 */
export function connectionTestRoute(
  testOf: (caller: MemberCaller, id: string) => Promise<ConnectionTestView | null>,
): Route {
  return agentRoute(async (caller, id) => ({ test: await testOf(caller, id) }));
}

/** 401 when signed out; 404, word for word the same, for what is missing, another tenant's, or not understood. */
function agentRoute(answerTo: (caller: MemberCaller, id: string, request: Request) => Promise<object | null>): Route {
  return async (request, { params }) => {
    const caller = await currentMember();
    if (caller === null) return answer(401, { error: "Sign in first" });
    const id = z.uuid().safeParse((await params).id);
    const unknown = { error: "No such agent" };
    if (!id.success) return answer(404, unknown);
    try {
      const found = await answerTo(caller, id.data, request);
      return found === null ? answer(404, unknown) : answer(200, found);
    } catch (thrown) {
      if (isFailure(thrown)) return answer(404, unknown);
      throw thrown;
    }
  };
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
