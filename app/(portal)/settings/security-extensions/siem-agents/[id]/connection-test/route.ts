import { z } from "zod";
import { isFailure } from "@/lib/domain/failure";
import { siemTestViewOf } from "@/lib/domain/siem-connection-test";
import { readSiemConnectionTest } from "@/lib/siem-agents/test-siem-connection";
import { currentMember } from "@/lib/web/session";

type Context = { params: Promise<{ id: string }> };

/**
 * How far an agent's latest connection test has come; null when there was none. The view of a running test asks every
 * second. 401 when signed out; 404, word for word the same, for what is missing or another tenant's.
 */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const caller = await currentMember();
  if (caller === null) return answer(401, { error: "Sign in first" });
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) return answer(404, { error: "No such SIEM agent" });
  try {
    const test = await readSiemConnectionTest(caller, id.data);
    return answer(200, test && siemTestViewOf(test, new Date()));
  } catch (thrown) {
    if (isFailure(thrown)) return answer(404, { error: "No such SIEM agent" });
    throw thrown;
  }
}

function answer(status: number, body: unknown): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
