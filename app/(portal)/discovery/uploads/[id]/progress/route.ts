import { z } from "zod";
import { followUpload } from "@/lib/discovery/follow-upload";
import { progressOf } from "@/lib/domain/discovery-upload-progress";
import { isFailure } from "@/lib/domain/failure";
import { currentMember } from "@/lib/web/session";

type Context = { params: Promise<{ id: string }> };

/**
 * Where one upload is, as UploadProgress. The upload page asks each second. 401 when signed out, 403 without
 * `discovery:read`; 404, word for word the same, for what is gone or another tenant's.
 */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const caller = await currentMember();
  if (caller === null) return answer(401, { error: "Sign in first" });
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) return missing();
  try {
    const { upload, apps } = await followUpload(caller, id.data);
    return answer(200, progressOf(upload, apps));
  } catch (thrown) {
    if (isFailure(thrown) && thrown.code === "not-found") return missing();
    if (isFailure(thrown) && thrown.code === "forbidden") return answer(403, { error: thrown.publicMessage });
    throw thrown;
  }
}

function missing(): Response {
  return answer(404, { error: "No such upload" });
}

function answer(status: number, body: unknown): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
