import type { PutPart } from "./send-file";

/** One PUT by XMLHttpRequest, because fetch does not tell how much of a body was sent. */
export const putPart: PutPart = (url, body, { signal, onSent }) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const request = new XMLHttpRequest();
    const abort = () => {
      request.abort();
      reject(signal.reason);
    };
    const settle = (status: number) => {
      signal.removeEventListener("abort", abort);
      resolve(status);
    };
    signal.addEventListener("abort", abort, { once: true });
    request.open("PUT", url);
    request.upload.addEventListener("progress", ({ loaded }) => onSent(loaded));
    request.addEventListener("load", () => settle(request.status));
    request.addEventListener("error", () => settle(0));
    request.addEventListener("timeout", () => settle(0));
    request.send(body);
  });

/** Waits, unless it is aborted meanwhile. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", abort);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", abort, { once: true });
  });
}
