import { createServer, type IncomingMessage, type Server } from "node:http";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import { watchChains } from "./lib/audit/anchor-chains";
import { watchStreams } from "./lib/audit/stream-events";
import { refuseUnsafeRole } from "./lib/db/refuse-unsafe-role";
import { applyDiscoveryPoliciesJob } from "./lib/discovery/apply-discovery-policies-job";
import { parseUploadJob } from "./lib/discovery/parse-upload-job";
import { hostReader } from "./lib/domain/portal-host";
import { env } from "./lib/env";
import { recordGrace } from "./lib/grace/record-grace";
import { type Soon, whenThere } from "./lib/guard/soon";
import { startWorkers, type Workers } from "./lib/jobs/start-workers";
import { log } from "./lib/log";
import { watchSilentCollectors } from "./lib/log-collectors/watch-silent-collectors";
import { closeAll } from "./lib/process-once";
import { buildApi } from "./lib/rest/app";
import { closeJournal, openJournal, replayLater } from "./lib/revocation/revocation-journal";
import { type Guard, openGuard } from "./lib/tokens/open-guard";
import { flushRecordedCalls } from "./lib/tokens/record-call";
import { tidyUsageJob } from "./lib/tokens/tidy-usage-job";
import { watchUsageAge } from "./lib/tokens/watch-usage-age";
import { clientAddressReader } from "./lib/web/client-address";
import { type CalledPortal, entryOf } from "./lib/web/entry";
import type { Pages } from "./lib/web/pages-in-thread";
import { commonHeaders } from "./lib/web/security-headers";

/** How long a stop waits for requests that are under way. */
const stopMilliseconds = 10_000;

/**
 * The API, the entry before API and pages, the jobs and watches, and their end.
 * @param opening the pages, which may still be starting
 * @throws Error with one sentence fit for the operator
 */
export async function servePortal(opening: Promise<Pages>): Promise<void> {
  const settings = env();
  const development = settings.NODE_ENV === "development";
  await refuseUnsafeRole(settings.DATABASE_URL);

  const headers = commonHeaders(settings.PORTAL_BASE_URL.startsWith("https:"));
  const [pages, { guard, api, hostOf, addressOf }, workers] = await Promise.all([
    opening,
    openApi(headers),
    startWorkers([parseUploadJob, applyDiscoveryPoliciesJob, tidyUsageJob]),
    // Before anybody is let in: a restored backup must not bring a revoked token back to life.
    openJournal(path.resolve(settings.PORTAL_DATA_DIR)),
  ]);

  const entry = entryOf({
    development,
    headers,
    hostOf,
    addressOf,
    answerApi: api.routing,
    answerPage: pages.answer,
  });
  // The entry bounds the time of each body by what it is.
  const server = createServer(
    { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 0, connectionsCheckingInterval: 5_000 },
    entry,
  );
  server.on("upgrade", pages.upgrade ?? ((_request, socket) => socket.destroy()));
  await listen(server, settings.PORT, settings.PORTAL_BIND ?? defaultBind(settings.PORTAL_BASE_URL));
  log().info({ port: settings.PORT, baseUrl: settings.PORTAL_BASE_URL }, "the portal is ready");
  process.send?.({ type: "ready" });
  watchUsageAge();
  watchSilentCollectors();
  watchChains();
  stopOnSignal(server, { api, guard, workers, pages, stopStreams: watchStreams() });
}

/** The API with its guard, and what the entry shares with them. */
async function openApi(headers: Readonly<Record<string, string>>) {
  const { PORTAL_TRUSTED_PROXIES: trustedProxies, AUTH_MODE: mode } = env();
  const readAddress = clientAddressReader(trustedProxies);
  const addressOf = (request: IncomingMessage) =>
    readAddress(request.socket.remoteAddress, headerText(request.headers["x-forwarded-for"]));
  const guard = await openGuard({
    onOtherHistory: () => void replayLater(),
    ...(mode.kind === "grace" && { keepGrace: (span) => recordGrace(span, mode.seconds) }),
  });
  const hostOf = portalCalledBy(guard);
  const api = await buildApi({
    tenantOfHost: (host) =>
      whenThere(hostOf(host), (called) =>
        called?.kind === "tenant" ? { kind: "tenant", slug: called.tenant.slug } : called,
      ),
    clientAddress: addressOf,
    guard,
    headers,
  });
  await api.ready();
  return { guard, api, hostOf, addressOf };
}

/** The portal that a Host header calls: at once for a tenant that is remembered. */
function portalCalledBy(guard: Guard): (host: string | undefined) => Soon<CalledPortal> {
  const { PORTAL_BASE_URL: baseUrl, PORTAL_REGION: region } = env();
  const readHost = hostReader({ baseUrl, region });
  return (host) => {
    const parsed = readHost(host);
    if (parsed?.kind !== "tenant") return parsed;
    return whenThere(guard.tenants.find(parsed.slug), (tenant) => (tenant ? { kind: "tenant", tenant } : null));
  };
}

function listen(server: Server, port: number, address: string): Promise<void> {
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

/**
 * Stops taking requests and jobs, lets those under way end or gives them back, writes the usage that is still in memory,
 * and closes files and database.
 */
function stopOnSignal(
  server: Server,
  parts: { api: FastifyInstance; guard: Guard; workers: Workers; pages: Pages; stopStreams: () => Promise<void> },
): void {
  const { api, guard, workers, pages, stopStreams } = parts;
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), stopMilliseconds).unref();
    const served = new Promise((resolve) => {
      server.close(resolve);
      server.closeIdleConnections();
    });
    await Promise.all([served, workers.stop(), stopStreams()]);
    await Promise.all([api.close(), pages.stop()]);
    await guard.close();
    closeJournal();
    await flushRecordedCalls();
    await closeAll();
    process.exit(0);
  };
  process.on("SIGINT", () => void stop());
  process.on("SIGTERM", () => void stop());
  // Started by scripts/start.ts: when that was killed, nobody else would end this process.
  process.on("disconnect", () => void stop());
}

/** A portal on localhost is for this machine alone; any other address is meant to be reached. */
function defaultBind(baseUrl: string): string {
  return new URL(baseUrl).hostname === "localhost" ? "127.0.0.1" : "0.0.0.0";
}

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(",") : value;
}
