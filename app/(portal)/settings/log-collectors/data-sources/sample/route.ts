import { z } from "zod";
import { sampleOfSource } from "@/lib/discovery/sample-of-source";
import { downloadOf, wholeFile } from "@/lib/web/download";
import { memberRoute } from "@/lib/web/member-route";

const query = z.object({ logType: z.coerce.number().int(), syslog: z.enum(["true", "false"]) });

/** A made-up log of a source, to be compared with what a device sends. */
export const GET = memberRoute(query, async (caller, { logType, syslog }) => {
  const { fileName, text } = sampleOfSource(caller, { logType, isSyslog: syslog === "true" }, new Date());
  return downloadOf(wholeFile(text), { fileName, contentType: "text/plain" });
});
