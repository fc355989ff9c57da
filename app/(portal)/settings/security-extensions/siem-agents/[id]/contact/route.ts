import { z } from "zod";
import { isFailure } from "@/lib/domain/failure";
import { getSiemAgent } from "@/lib/siem-agents/list-siem-agents";
import { currentMember } from "@/lib/web/session";

type Context = { params: Promise<{ id: string }> };

const query = z.object({ since: z.coerce.date() });

/**
 * Whether an agent was in contact since a moment: `{ connected: boolean }`. The view of a new token asks every other
 * second. 401 when signed out; 404, word for word the same, for what is missing or another tenant's.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const caller = await currentMember();
  if (caller === null) return answer(401, { error: "Sign in first" });
  const id = z.uuid().safeParse((await params).id);
  const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!id.success || !asked.success) return answer(404, { error: "No such SIEM agent" });
  try {
    const { lastSeenAt } = await getSiemAgent(caller, id.data);
    return answer(200, { connected: lastSeenAt !== null && lastSeenAt >= asked.data.since });
  } catch (thrown) {
    if (isFailure(thrown)) return answer(404, { error: "No such SIEM agent" });
    throw thrown;
  }
}

function answer(status: number, body: unknown): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
