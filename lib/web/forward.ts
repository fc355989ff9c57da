import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as open, type ServerResponse } from "node:http";
import { pipeline } from "node:stream";

/** What concerns one connection alone (RFC 9110, 7.6.1), and `expect`, which Node has answered already. */
const ofOneConnection = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
/** How long an answer may keep silent. */
const silenceMilliseconds = 120_000;

/** Where faults are told: facts, and a sentence for the log. */
export type Tell = (facts: object, sentence: string) => void;

/**
 * Hands requests on to an HTTP server behind a socket of the file system, and its answers back, both as they arrive.
 * Headers that the answer has already when it is asked for stand: what is behind cannot weaken them.
 * @param socketPath of a server that keeps idle connections open
 */
export function forwarderTo(
  socketPath: string,
  tell: Tell,
): (request: IncomingMessage, response: ServerResponse) => void {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 64 });
  return (request, response) => {
    const { method, url: path } = request;
    const onward = open({ socketPath, agent, method, path, headers: onwardHeaders(request.headers) });
    onward.setTimeout(silenceMilliseconds, () => onward.destroy(new Error("no answer in time")));
    onward.once("response", (answer) => {
      if (response.destroyed) return onward.destroy();
      for (const [name, values = []] of Object.entries(answer.headersDistinct))
        if (!ofOneConnection.has(name) && !response.hasHeader(name)) response.setHeader(name, values);
      response.writeHead(answer.statusCode ?? 502);
      pipeline(answer, response, () => {});
    });
    onward.once("error", (error) => {
      // Its client has gone, and that was the reason.
      if (response.destroyed) return;
      tell({ requestId: request.headers["x-request-id"], error: error.message }, "a page was not answered");
      if (response.headersSent) response.destroy();
      else refuseForNow(response);
    });
    // What an early answer left unread would hold up the connection's next request.
    onward.once("close", () => request.resume());
    response.once("close", () => {
      if (response.writableFinished) return;
      // Whoever sends a form and leaves the page at once has still sent it.
      if (method !== "POST" || !request.complete) onward.destroy();
    });
    request.pipe(onward);
  };
}

function onwardHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !ofOneConnection.has(name));
  // Said, because Node frames the body of a GET only when it is told to.
  const framing = headers["transfer-encoding"] === undefined ? {} : { "transfer-encoding": "chunked" };
  return { ...Object.fromEntries(kept), ...framing };
}

export function refuseForNow(response: ServerResponse): void {
  response.writeHead(503, {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
    "retry-after": "2",
  });
  response.end("The portal's pages do not answer at the moment. Try again shortly.\n");
}
