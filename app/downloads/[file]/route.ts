import { agentPackage } from "@/lib/web/agent-packages";

type Context = { params: Promise<{ file: string }> };

/** The programs of the agents, for whoever has the portal's address: they hold no secret, and machines fetch them without signing in. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const found = await agentPackage((await params).file);
  if (found === null) return new Response("No such file\n", { status: 404, headers: { "content-type": "text/plain" } });
  const { content, contentType, fileName } = found;
  return new Response(content, {
    headers: {
      "content-type": contentType,
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
    },
  });
}
