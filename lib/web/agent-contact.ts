import { z } from "zod";
import type { Caller, MemberPrincipal } from "../domain/access";
import { isFailure } from "../domain/failure";
import { currentMember } from "./session";

const query = z.object({ since: z.coerce.date() });

/**
 * Makes a GET route that tells whether an agent was in contact since a moment: `{ connected: boolean }`. The view of a new
 * token asks every other second. 401 when signed out; 404, word for word the same, for what is missing or another tenant's.
 * @param lastSeenOf throws a Failure for an agent that the caller may not see
 */
export function contactRoute(
  lastSeenOf: (caller: Caller<MemberPrincipal>, id: string) => Promise<{ lastSeenAt: Date | null }>,
): (request: Request, context: { params: Promise<{ id: string }> }) => Promise<Response> {
  return async (request, { params }) => {
    const caller = await currentMember();
    if (caller === null) return answer(401, { error: "Sign in first" });
    const id = z.uuid().safeParse((await params).id);
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!id.success || !asked.success) return answer(404, { error: "No such agent" });
    try {
      const { lastSeenAt } = await lastSeenOf(caller, id.data);
      return answer(200, { connected: lastSeenAt !== null && lastSeenAt >= asked.data.since });
    } catch (thrown) {
      if (isFailure(thrown)) return answer(404, { error: "No such agent" });
      throw thrown;
    }
  };
}

function answer(status: number, body: unknown): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
