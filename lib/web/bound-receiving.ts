import type { IncomingMessage, ServerResponse } from "node:http";

const uploadPath = /^\/(?:cas\/)?api\/v1\/discovery\/upload\//;

export type ReceivingBounds = {
  /** For a request's body. */
  bodyMilliseconds: number;
  /** For the body of an uploaded file. */
  uploadMilliseconds: number;
  /** How long an upload may send nothing. */
  silenceMilliseconds: number;
};

const second = 1_000;
const hour = 3_600 * second;
const usual: ReceivingBounds = {
  bodyMilliseconds: 60 * second,
  uploadMilliseconds: 6 * hour,
  silenceMilliseconds: 60 * second,
};

/**
 * Cuts off a request whose body does not arrive in time, so that slow senders cannot hold connections. Node has one bound for
 * all requests of a server; an uploaded file of some gigabytes needs another one than a form.
 */
export function boundReceiving(request: IncomingMessage, response: ServerResponse, bounds = usual): void {
  const { "content-length": length, "transfer-encoding": encoding } = request.headers;
  // Nothing follows the head: most requests, and a timer costs each of them more than the look-up of its token.
  if (length === undefined && encoding === undefined) return;
  const isUpload = uploadPath.test(request.url ?? "");
  const cutOff = () => {
    if (!request.complete) request.destroy();
  };
  const limit = setTimeout(cutOff, isUpload ? bounds.uploadMilliseconds : bounds.bodyMilliseconds);
  let bytes = -1;
  const listen = () => {
    const { bytesRead } = request.socket;
    if (bytesRead === bytes) cutOff();
    bytes = bytesRead;
  };
  const silence = isUpload ? setInterval(listen, bounds.silenceMilliseconds) : undefined;
  response.once("close", () => {
    clearTimeout(limit);
    clearInterval(silence);
  });
}
