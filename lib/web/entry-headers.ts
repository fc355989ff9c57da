import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";

/**
 * What the entry server found out about a request, handed to the pages as request headers. The entry server removes
 * every header of these names that a client sent, so what arrives here is its own.
 */
export const entryHeaderPrefix = "x-portcullis-";

const entryFacts = z.object({
  /** The tenant whose host was called; null at the general URL. */
  tenant: z
    .object({
      id: z.string(),
      slug: z.string(),
      name: z.string(),
      isDemo: z.boolean(),
    })
    .nullable(),
  /** Canonical address of the client, behind trusted proxies too. */
  ip: z.string(),
  requestId: z.string(),
  /** Path and query that were asked for, so that a sign-in can lead back to them. */
  path: z.string(),
});
export type EntryFacts = z.infer<typeof entryFacts>;

const headerName = `${entryHeaderPrefix}facts`;

export function writeEntryFacts(headers: IncomingHttpHeaders, facts: EntryFacts): void {
  for (const name of Object.keys(headers)) if (name.startsWith(entryHeaderPrefix)) delete headers[name];
  // Base64url, because header values are Latin-1 and tenants have names in every script.
  headers[headerName] = Buffer.from(JSON.stringify(facts)).toString("base64url");
}

/** @throws when the request did not come through the entry server */
export function readEntryFacts(headers: { get(name: string): string | null }): EntryFacts {
  const header = headers.get(headerName);
  if (!header) throw new Error("the request did not come through the entry server");
  return entryFacts.parse(JSON.parse(Buffer.from(header, "base64url").toString()));
}
