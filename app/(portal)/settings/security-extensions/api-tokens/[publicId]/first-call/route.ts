import { isFailure } from "@/lib/domain/failure";
import { tokenPublicId } from "@/lib/domain/api-token";
import { watchFirstCall } from "@/lib/tokens/watch-first-call";
import { currentMember } from "@/lib/web/session";

type Context = { params: Promise<{ publicId: string }> };

/**
 * Whether one of the caller's own tokens was called yet: `{ firstCall: TokenUse | null }`. The generation dialog asks
 * each second. 401 when signed out; 404, word for word the same, for what is missing or somebody else's.
 */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const caller = await currentMember();
  if (caller === null) return answer(401, { error: "Sign in first" });
  const publicId = tokenPublicId.safeParse((await params).publicId);
  if (!publicId.success) return missing();
  try {
    return answer(200, await watchFirstCall(caller, { publicId: publicId.data }));
  } catch (thrown) {
    if (isFailure(thrown) && thrown.code === "not-found") return missing();
    throw thrown;
  }
}

function missing(): Response {
  return answer(404, { error: "No such token" });
}

function answer(status: number, body: unknown): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
