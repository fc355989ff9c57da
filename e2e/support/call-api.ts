import { httpCall } from "./http-call";

type ApiCall = {
  secret: string;
  path?: string;
  tenant?: string;
  userAgent?: string;
  method?: "GET" | "POST";
  /** Sent as JSON. */
  body?: object;
};

/** Calls the API as a program of the tenant does, by default to ask who the token is. */
export async function callApi(call: ApiCall): Promise<{ status: number; body: string }> {
  const { secret, path = "/api/v1/me", tenant = "contoso", userAgent = "journey/1.0", method = "GET", body } = call;
  const content = body === undefined ? {} : { body };
  const { status, text } = await httpCall({
    path,
    secret,
    tenant,
    method,
    headers: [["User-Agent", userAgent]],
    ...content,
  });
  return { status, body: text };
}
