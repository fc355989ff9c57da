import { databaseAnswers } from "@/lib/health/database-answers";

export const dynamic = "force-dynamic";

/** For load balancers: 200 only while the database answers, on any host name. */
export async function GET(): Promise<Response> {
  const healthy = await databaseAnswers();
  return Response.json({ status: healthy ? "ok" : "database unreachable" }, { status: healthy ? 200 : 503 });
}
