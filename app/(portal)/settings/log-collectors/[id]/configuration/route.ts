import { z } from "zod";
import { notFound } from "@/lib/domain/failure";
import { expectedConfiguration } from "@/lib/log-collectors/expected-configuration";
import { downloadOf, wholeFile } from "@/lib/web/download";
import { memberRoute } from "@/lib/web/member-route";

type Context = { params: Promise<{ id: string }> };

/** What the devices of a collector must be told, as CSV. 404 for a collector of nobody or of another tenant. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const id = z.uuid().safeParse((await params).id);
  const answer = memberRoute(z.object({}), async (caller) => {
    if (!id.success) throw notFound("log collector");
    const { collectorName, csv } = await expectedConfiguration(caller, id.data);
    return downloadOf(wholeFile(csv), { fileName: `${collectorName}-configuration.csv`, contentType: "text/csv" });
  });
  return answer(request);
}
