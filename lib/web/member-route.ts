import type { z } from "zod";
import type { Caller, MemberPrincipal } from "../domain/access";
import { type FailureCode, isFailure } from "../domain/failure";
import { log } from "../log";
import { requestOf } from "./request";
import { currentMember } from "./session";

const statuses: Record<FailureCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  invalid: 422,
  "rate-limited": 429,
  unavailable: 503,
};

/**
 * Makes a GET route of the portal for somebody who is signed in: reads the query by its schema, finds the caller, and
 * turns what is thrown into a plain sentence. The use-case itself authorizes.
 */
export function memberRoute<Schema extends z.ZodType>(
  schema: Schema,
  work: (caller: Caller<MemberPrincipal>, input: z.output<Schema>) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const caller = await currentMember();
    if (caller === null) return sentence(401, "You are signed out. Sign in again.");
    const query = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!query.success) return sentence(statuses.invalid, "The address is not complete.");
    try {
      return await work(caller, query.data);
    } catch (thrown) {
      return refusal(thrown);
    }
  };
}

async function refusal(thrown: unknown): Promise<Response> {
  const { requestId } = await requestOf();
  if (isFailure(thrown)) {
    log().info({ requestId, code: thrown.code, detail: thrown.detail }, "a portal route was refused");
    return sentence(statuses[thrown.code], thrown.publicMessage);
  }
  log().error({ requestId, error: thrown instanceof Error ? thrown.stack : String(thrown) }, "a portal route failed");
  return sentence(500, `Something went wrong. Request id: ${requestId}`);
}

function sentence(status: number, text: string): Response {
  return new Response(`${text}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}
