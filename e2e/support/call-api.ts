import { runningPortal, tenantUrl } from "./running-portal";

type ApiCall = {
  secret: string;
  path?: string;
  tenant?: string;
  userAgent?: string;
  method?: "GET" | "POST";
  /** Sent as JSON. */
  body?: object;
};

/**
 * Calls the API as a program does. It goes to the loopback address with the tenant's name in the Host header, because
 * programs do not look up names under `.localhost`.
 */
export async function callApi(call: ApiCall): Promise<{ status: number; body: string }> {
  const { secret, path = "/api/v1/me", tenant = "contoso", userAgent = "journey/1.0", method = "GET", body } = call;
  const response = await fetch(`http://127.0.0.1:${runningPortal().port}${path}`, {
    method,
    body: body === undefined ? null : JSON.stringify(body),
    headers: { host: new URL(tenantUrl(tenant)).host, authorization: `Token ${secret}`, "user-agent": userAgent },
  });
  return { status: response.status, body: await response.text() };
}
