import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { flushRecordedCalls } from "./lib/tokens/record-call";
import { closeDatabase } from "./lib/db/client";
import { refuseUnsafeRole } from "./lib/db/refuse-unsafe-role";
import { parseHost } from "./lib/domain/portal-host";
import type { Tenant } from "./lib/domain/tenant";
import { env } from "./lib/env";
import { log } from "./lib/log";
import { buildApi } from "./lib/rest/app";
import { findTenant } from "./lib/tenants/find-tenant";
import { tenantOrigin } from "./lib/tenants/tenant-url";
import { clientAddressReader } from "./lib/web/client-address";
import { writeEntryFacts } from "./lib/web/entry-headers";
import { commonHeaders, contentSecurityPolicy, freshNonce } from "./lib/web/security-headers";

/** How long a stop waits for requests that are under way. */
const stopMilliseconds = 10_000;
const apiPath = /^\/(?:cas\/)?api\/(?:v1|subnet|discovery|discovery_block_scripts|alerts|activities)(?:[/?]|$)/;

type CalledHost = { kind: "base" } | { kind: "tenant"; tenant: Tenant };

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

/** One process, one port: the token-guarded API goes to Fastify, everything else to Next. */
async function main(): Promise<void> {
  const settings = env();
  const development = settings.NODE_ENV === "development";
  const secure = settings.PORTAL_BASE_URL.startsWith("https:");
  // next-auth builds its URLs from x-forwarded-host and -proto, which this server overwrites from its settings.
  process.env.AUTH_TRUST_HOST = "true";
  await refuseUnsafeRole(settings.DATABASE_URL);

  const clientAddress = clientAddressReader(settings.PORTAL_TRUSTED_PROXIES);
  const addressOf = (request: IncomingMessage) =>
    clientAddress(request.socket.remoteAddress, headerText(request.headers["x-forwarded-for"]));

  const portal = next({ dev: development, dir: process.cwd(), port: settings.PORT });
  const api = await buildApi({
    tenantOfHost: async (host) => {
      const called = await hostOf(host);
      return called?.kind === "tenant" ? { kind: "tenant", slug: called.tenant.slug } : called;
    },
    clientAddress: addressOf,
  });
  await Promise.all([portal.prepare(), api.ready()]);
  const page = portal.getRequestHandler();

  const server = createServer({ maxHeaderSize: 16_384 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log().error({ requestId: request.headers["x-request-id"], error: String(error) }, "a request failed at the entry");
      if (response.headersSent) response.destroy();
      else plain(response, 500, "Something went wrong. The request id is in the X-Request-Id header.");
    });
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 60_000;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    request.headers["x-request-id"] = requestId;
    response.setHeader("x-request-id", requestId);
    for (const [name, value] of Object.entries(commonHeaders(secure))) response.setHeader(name, value);
    const url = request.url ?? "/";

    if (url.startsWith("/api/health")) return forPages(request, response, { kind: "base" }, requestId);
    const called = await hostOf(request.headers.host);
    if (!called) return plain(response, 421, "This portal does not serve this host name. Check the URL.");
    if (apiPath.test(url)) return api.routing(request, response);
    if (called.kind === "base" && isLoopbackAddress(request.headers.host)) {
      const path = url.startsWith("/") ? url : "/";
      response.writeHead(307, { location: settings.PORTAL_BASE_URL + path }).end();
      return;
    }
    return forPages(request, response, called, requestId);
  }

  async function forPages(
    request: IncomingMessage,
    response: ServerResponse,
    called: CalledHost,
    requestId: string,
  ): Promise<void> {
    const tenant = called.kind === "tenant" ? called.tenant : null;
    writeEntryFacts(request.headers, { tenant, ip: addressOf(request), requestId, path: request.url ?? "/" });
    const policy = contentSecurityPolicy(freshNonce(), development);
    // Next reads the nonce of its own scripts from the request's policy header.
    request.headers["content-security-policy"] = policy;
    response.setHeader("content-security-policy", policy);
    if (!request.url?.startsWith("/_next/static/")) response.setHeader("cache-control", "private, no-store");
    request.headers["x-forwarded-host"] = new URL(tenant ? tenantOrigin(tenant.slug) : settings.PORTAL_BASE_URL).host;
    request.headers["x-forwarded-proto"] = secure ? "https" : "http";
    await page(request, response);
  }

  if (development) server.on("upgrade", portal.getUpgradeHandler());
  else server.on("upgrade", (_request, socket) => socket.destroy());
  await listen(settings.PORT, settings.PORTAL_BIND ?? defaultBind(settings.PORTAL_BASE_URL));
  log().info({ port: settings.PORT, baseUrl: settings.PORTAL_BASE_URL }, "the portal is ready");
  process.send?.({ type: "ready" });
  stopGracefully();

  function listen(port: number, address: string): Promise<void> {
    return new Promise((resolve, reject) => {
      server.once("error", (error: NodeJS.ErrnoException) =>
        reject(
          error.code === "EADDRINUSE"
            ? new Error(`Port ${port} is taken. Stop what uses it, or choose another: PORT=${port + 1} npm start`)
            : error,
        ),
      );
      server.listen(port, address, resolve);
    });
  }

  /** Stops taking requests, lets those under way end, writes the usage that is still in memory, and closes the database. */
  function stopGracefully(): void {
    let stopping = false;
    const stop = async () => {
      if (stopping) return;
      stopping = true;
      const deadline = setTimeout(() => process.exit(1), stopMilliseconds);
      deadline.unref();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeIdleConnections();
      });
      await api.close();
      await flushRecordedCalls();
      await closeDatabase();
      process.exit(0);
    };
    process.on("SIGINT", () => void stop());
    process.on("SIGTERM", () => void stop());
    // Started by scripts/start.ts: when that was killed, nobody else would end this process.
    process.on("disconnect", () => void stop());
  }
}

async function hostOf(host: string | undefined): Promise<CalledHost | null> {
  const { PORTAL_BASE_URL: baseUrl, PORTAL_REGION: region } = env();
  const parsed = parseHost({ baseUrl, region }, host);
  if (parsed?.kind !== "tenant") return parsed;
  const tenant = await findTenant(parsed.slug);
  return tenant ? { kind: "tenant", tenant } : null;
}

/** The machine's loopback address is the general URL by another name; browsers belong on the name that cookies are set for. */
function isLoopbackAddress(host: string | undefined): boolean {
  return host?.startsWith("127.0.0.1") ?? false;
}

/** A portal on localhost is for this machine alone; any other address is meant to be reached. */
function defaultBind(baseUrl: string): string {
  return new URL(baseUrl).hostname === "localhost" ? "127.0.0.1" : "0.0.0.0";
}

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(",") : value;
}

function plain(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
  response.end(`${sentence}\n`);
}
