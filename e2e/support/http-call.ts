import { request } from "node:http";
import { runningPortal, tenantUrl } from "./running-portal";

export type HttpCall = {
  method?: string;
  path: string;
  /** A token's secret; null sends none. */
  secret: string | null;
  /** Whose host is called; null is the general URL. */
  tenant: string | null;
  /** Any other host name instead. */
  host?: string;
  body?: string | object;
  /** Further headers, sent as they are and in this order: a name may come twice. */
  headers?: readonly (readonly [string, string])[];
};

export type HttpAnswer = { status: number; headers: Record<string, string | string[] | undefined>; text: string };

/**
 * One call with Node's plain client, which sends what `fetch` refuses to: a body with GET, a header twice, any Host. It
 * goes to the loopback address, because programs do not look up names under `.localhost`.
 */
export function httpCall(call: HttpCall): Promise<HttpAnswer> {
  const { method = "GET", path, secret, tenant, body, headers = [] } = call;
  const { host = new URL(tenant === null ? runningPortal().baseUrl : tenantUrl(tenant)).host } = call;
  const payload = typeof body === "object" ? JSON.stringify(body) : body;
  const sent: [string, string][] = [["Host", host]];
  if (secret !== null) sent.push(["Authorization", `Token ${secret}`]);
  if (payload !== undefined) sent.push(["Content-Length", String(Buffer.byteLength(payload))]);
  if (typeof body === "object") sent.push(["Content-Type", "application/json"]);
  for (const [name, value] of headers) sent.push([name, value]);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: "127.0.0.1", port: runningPortal().port, method, path, headers: sent.flat(), agent: false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(payload);
  });
}
