import { verifierOf } from "../../../../core";

export const dynamic = "force-dynamic";

const verify = verifierOf(process.env.RIVAL_SECRET ?? "", process.env.RIVAL_PAYLOAD ?? "");

export function GET(request: Request): Response {
  const payload = verify(request.headers.get("authorization") ?? undefined);
  if (payload === null) return new Response(null, { status: 401 });
  return new Response(payload, { headers: { "content-type": "application/json; charset=utf-8" } });
}
