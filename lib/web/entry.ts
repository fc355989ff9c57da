import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { endpointList } from "../api-contract/v1";
import type { Tenant } from "../domain/tenant";
import { attempt, type Soon, whenThere } from "../guard/soon";
import { log } from "../log";
import { baseOrigin, tenantOrigin } from "../tenants/tenant-url";
import { boundReceiving } from "./bound-receiving";
import { writeEntryFacts } from "./entry-headers";
import { type RefusedRequest, refusalOf, refusalOfSender } from "./refused-request";
import { contentSecurityPolicy, freshNonce } from "./security-headers";

/** The host that a request called, with its tenant; null for a host that is none of ours. */
export type CalledPortal = { kind: "base" } | { kind: "tenant"; tenant: Tenant } | null;

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

export type EntryParts = {
  development: boolean;
  /** Headers of every answer; what answers the API sets them itself. */
  headers: Readonly<Record<string, string>>;
  /** Throws while the database is away. */
  hostOf: (host: string | undefined) => Soon<CalledPortal>;
  addressOf: (request: IncomingMessage) => string;
  answerApi: Answer;
  answerPage: Answer;
};

/** The paths of the API contract; pages and next-auth have the rest. */
const apiPath = new RegExp(`^/(?:cas/)?api/(?:${[...apiRoots()].join("|")})(?:[/?]|$)`);
const retryAfterSeconds = "2";

/**
 * What stands before Fastify and Next: gives each request its id, each answer its security headers, decides by the Host
 * header whose request it is, and hands it on. A host that is none of ours learns nothing.
 */
export function entryOf(parts: EntryParts): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const requestId = randomUUID();
    request.headers["x-request-id"] = requestId;
    boundReceiving(request, response);
    const entering = attempt(
      () => (apiPath.test(request.url ?? "/") ? enterApi : enter)(parts, request, response, requestId),
      (error) => {
        log().error({ requestId, error: String(error) }, "a request failed at the entry");
        if (response.headersSent) return void response.destroy();
        putHeaders(parts, response, requestId);
        plain(response, 500, "Something went wrong. The X-Request-Id header names this request.");
      },
    );
    void entering;
  };
}

type Enter = (parts: EntryParts, request: IncomingMessage, response: ServerResponse, requestId: string) => Soon<void>;

/** At once, for a host that is known. What answers the API sets the headers of its answers itself. */
const enterApi: Enter = (parts, request, response, requestId) => {
  const refusal = refusalOf(request, true);
  if (refusal !== null) {
    putHeaders(parts, response, requestId);
    return refuse(response, refusal, true);
  }
  return whenThere(calledPortal(parts, request, requestId), (called) => {
    // The guard looks the host up itself and answers an outage in the API's own form.
    if (called !== null) return void parts.answerApi(request, response);
    putHeaders(parts, response, requestId);
    refuseHost(response);
  });
};

const enter: Enter = async (parts, request, response, requestId) => {
  putHeaders(parts, response, requestId);
  const url = request.url ?? "/";
  const refusal = refusalOf(request, false);
  if (refusal !== null) return refuse(response, refusal, false);
  // Load balancers ask for health by address, on whatever name.
  if (/^\/api\/health\/?(?:\?|$)/.test(url)) return handToPages(parts, request, response, { tenant: null, requestId });
  const called = await calledPortal(parts, request, requestId);
  if (called === "unknown") {
    response.setHeader("retry-after", retryAfterSeconds);
    return plain(response, 503, "The portal cannot reach its database at the moment. Try again shortly.");
  }
  if (called === null) return refuseHost(response);
  if (called.kind === "base" && isLoopbackAddress(request.headers.host)) {
    response.writeHead(307, { location: baseOrigin() + url, "cache-control": "no-store" }).end();
    return;
  }
  const tenant = called.kind === "tenant" ? called.tenant : null;
  const foreign = refusalOfSender(request, originOf(tenant));
  if (foreign !== null) return refuse(response, foreign, false);
  await handToPages(parts, request, response, { tenant, requestId });
};

/** The portal that was called; "unknown" while nobody can be asked. */
function calledPortal(
  parts: EntryParts,
  { headers: { host } }: IncomingMessage,
  requestId: string,
): Soon<CalledPortal | "unknown"> {
  return attempt<CalledPortal | "unknown">(
    () => parts.hostOf(host),
    (error) => {
      log().error({ requestId, error: String(error) }, "the tenant of a host could not be looked up");
      return "unknown";
    },
  );
}

function putHeaders({ headers }: EntryParts, response: ServerResponse, requestId: string): void {
  response.setHeader("x-request-id", requestId);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

function refuseHost(response: ServerResponse): void {
  plain(response, 421, "This portal does not serve this host name. Check the URL.");
}

async function handToPages(
  parts: EntryParts,
  request: IncomingMessage,
  response: ServerResponse,
  facts: { tenant: Tenant | null; requestId: string },
): Promise<void> {
  const { tenant, requestId } = facts;
  const url = request.url ?? "/";
  writeEntryFacts(request.headers, { tenant, ip: parts.addressOf(request), requestId, path: url });
  const policy = contentSecurityPolicy(freshNonce(), parts.development);
  // Next reads the nonce of its own scripts from the request's policy header.
  request.headers["content-security-policy"] = policy;
  response.setHeader("content-security-policy", policy);
  if (!url.startsWith("/_next/static/")) response.setHeader("cache-control", "private, no-store");
  // next-auth builds its URLs from these two, so they come from the settings.
  request.headers["x-forwarded-host"] = new URL(originOf(tenant)).host;
  request.headers["x-forwarded-proto"] = isSecure() ? "https" : "http";
  await parts.answerPage(request, response);
}

function originOf(tenant: Tenant | null): string {
  return tenant ? tenantOrigin(tenant.slug) : baseOrigin();
}

/** What follows `/api/` in the contract's paths: `v1`, and the first words of older spellings. */
function apiRoots(): Set<string> {
  const templates = endpointList.flatMap(({ path, aliases }) => [path, ...aliases]);
  return new Set(templates.map((template) => template.split("/")[2] ?? "v1"));
}

/** The machine's loopback address is the general URL by another name; browsers belong on the name that cookies are set for. */
function isLoopbackAddress(host: string | undefined): boolean {
  return host?.startsWith("127.0.0.1") ?? false;
}

function isSecure(): boolean {
  return baseOrigin().startsWith("https:");
}

/** In the form that the caller reads. */
function refuse(response: ServerResponse, { status, headers, sentence }: RefusedRequest, isForApi: boolean): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (isForApi) {
    response.writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
    response.end(JSON.stringify({ error: true, detail: sentence }));
  } else plain(response, status, sentence);
}

function plain(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
  response.end(`${sentence}\n`);
}
