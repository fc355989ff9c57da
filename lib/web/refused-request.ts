import type { IncomingMessage } from "node:http";

/** A request that is refused for its form, before anybody asks whose it is. */
export type RefusedRequest = { status: number; headers: Record<string, string>; sentence: string };

/** What pages, actions and next-auth are called with. The API names the methods of each path itself. */
const pageMethods = ["GET", "HEAD", "POST"];
/** Programs send a token and a few more; a browser's cookies may need the server's whole limit. */
const apiHeaderBytesMaximum = 8_192;

/** Why the request is refused, whatever it asks for; null when nothing speaks against it. */
export function refusalOf(
  { method = "", url = "", rawHeaders }: Pick<IncomingMessage, "method" | "url" | "rawHeaders">,
  isForApi: boolean,
): RefusedRequest | null {
  // A target with a host of its own, as proxies get it, would be a second answer to the question whose request it is.
  if (!url.startsWith("/"))
    return { status: 400, headers: { connection: "close" }, sentence: "The request's target must be a path." };
  if (!isForApi && !pageMethods.includes(method))
    return { status: 405, headers: { allow: pageMethods.join(", ") }, sentence: "This method is not served here." };
  if (isForApi && rawHeaders.reduce((bytes, text) => bytes + text.length, 0) > apiHeaderBytesMaximum)
    return { status: 431, headers: { connection: "close" }, sentence: "The headers are larger than 8 KiB." };
  return null;
}

/**
 * Why a form or an action is refused when its Origin names another host than the one that was called; null otherwise. Next
 * would end it too, with a 500. Another scheme on the same host, and no Origin at all, are left to the action itself, which
 * tells people what is set wrongly.
 * @param own the origin of the host that was called
 */
export function refusalOfSender(
  { method, headers }: Pick<IncomingMessage, "method" | "headers">,
  own: string,
): RefusedRequest | null {
  const { origin } = headers;
  if (method !== "POST" || origin === undefined) return null;
  if (URL.canParse(origin) && new URL(origin).host === new URL(own).host) return null;
  const sentence = "This was sent from another site, so nothing was done. Open the portal itself and do it there.";
  return { status: 403, headers: {}, sentence };
}
