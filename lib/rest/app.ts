import { randomUUID } from "node:crypto";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Endpoint } from "../api-contract/endpoint";
import { type Endpoints, endpoints } from "../api-contract/v1";
import { env } from "../env";
import { log } from "../log";
import { type RequestLimits, RequestQuota } from "../request-quota/request-quota";
import { type Guard, openGuard } from "../tokens/open-guard";
import { type GuardParts, guardOf, type RequestFacts, userAgentMaximum } from "./guard";
import type { GuardedName, PublicName } from "./handler";
import { handlers, publicHandlers } from "./handlers";
import { problemOf } from "./problem";
import { readBody } from "./request-body";
import { readInput } from "./request-input";
import { addUploadRoute } from "./upload-route";

/** Bodies of most endpoints are filters and comments; those that take more say so, and files come to a route of their own. */
const bodyMaximum = 64 * 1024;
/** An entity's key is the base64 of a name and two numbers. */
const parameterMaximum = 768;
const jsonType = "application/json; charset=utf-8";
/** What Fastify takes for a Content-Type. Anything else is renamed rather than refused: the body decides. */
const wellFormedContentType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+\s*(;|$)/;

/** Requests in a minute: per token and per tenant by all processes together, refused tokens per address by each alone. */
export type RateLimits = RequestLimits & { failuresPerAddress?: number };

/** The guard is this API's own, closed with it, unless one is given. */
export type ApiOptions = RequestFacts & { limits?: RateLimits; guard?: Guard };

/**
 * The token-guarded REST API as a Fastify instance that listens to nothing: the entry server hands it requests through
 * `app.routing(request, response)` after it has checked host and proxies and set `x-request-id`.
 * Routes are those of lib/api-contract, with and without the last slash, also below `/cas`.
 */
export async function buildApi(options: ApiOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: bodyMaximum,
    rewriteUrl: (request) => (request.url ?? "/").replace(/^\/cas(?=\/api\/)/, ""),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: parameterMaximum },
    genReqId: (request) => String(request.headers["x-request-id"] ?? randomUUID()),
    frameworkErrors: (error, request, reply) => answerProblem(error, request, reply),
  });
  // Clients of the vendor's API list with GET and a JSON body.
  app.addHttpMethod("GET", { hasBody: true, overrideExisting: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (request: FastifyRequest, body: Buffer) =>
    readBody(request.headers["content-type"] ?? "", body),
  );
  app.decorateRequest("guarded", null);
  app.addHook("onRequest", async (request, reply) => {
    reply.header("cache-control", "no-store");
    const contentType = request.raw.headers["content-type"];
    if (contentType !== undefined && !wellFormedContentType.test(contentType))
      request.raw.headers["content-type"] = "application/octet-stream";
  });
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler(answerUnrouted);
  const limits = options.limits ?? limitsOfSettings();
  const quota = new RequestQuota(limits);
  app.addHook("onClose", () => quota.close());
  const { tokens } = options.guard ?? (await ownGuard(app, limits));
  addUploadRoute(app);
  for (const name of Object.keys(publicHandlers).filter(isPublicName))
    addPublicEndpoint(app, name, options.clientAddress);
  for (const name of Object.keys(handlers).filter(isGuardedName)) addEndpoint(app, name, { ...options, tokens, quota });
  return app;
}

async function ownGuard(app: FastifyInstance, { failuresPerAddress }: RateLimits): Promise<Guard> {
  const limits = failuresPerAddress === undefined ? undefined : { refusedPerMinute: failuresPerAddress };
  const guard = await openGuard({ limits });
  app.addHook("onClose", () => guard.close());
  return guard;
}

function addPublicEndpoint<Name extends PublicName>(
  app: FastifyInstance,
  name: Name,
  clientAddress: RequestFacts["clientAddress"],
): void {
  const endpoint: Endpoints[Name] & Endpoint = endpoints[name];
  const handle = publicHandlers[name];
  app.route({
    method: [...endpoint.methods],
    url: endpoint.path,
    handler: async ({ query, body, raw, headers, id: requestId }) => {
      const now = new Date();
      const userAgent = (headers["user-agent"] ?? "").slice(0, userAgentMaximum);
      const visitor = { ip: clientAddress(raw), userAgent, requestId };
      return handle({ visitor, input: readInput(endpoint, { query, body }, now), now });
    },
  });
}

function addEndpoint<Name extends GuardedName>(app: FastifyInstance, name: Name, parts: GuardParts): void {
  const endpoint: Endpoints[Name] & Endpoint = endpoints[name];
  const handle = handlers[name];
  const onRequest = guardOf({ ...endpoint, access: endpoint.access }, parts);
  for (const url of [endpoint.path, ...endpoint.aliases])
    app.route<{ Params: Record<string, string> }>({
      method: [...endpoint.methods],
      url,
      onRequest,
      bodyLimit: endpoint.bodyMaximum ?? bodyMaximum,
      handler: async ({ query, body, params: parameters, guarded }, reply) => {
        if (guarded === null) throw new Error(`${name} was reached past its guard`);
        const now = new Date();
        const input = readInput(endpoint, { query, body }, now);
        const answer = await handle({ caller: guarded.caller, parameters, input, now });
        // Fastify sends text as it is; clients read it as JSON, unless it is a file for an appliance.
        if (typeof answer !== "string" || endpoint.answersPlainText) return answer;
        return reply.type(jsonType).send(JSON.stringify(answer));
      },
    });
}

function answerProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(thrown);
  if (problem === null || problem.status === 503)
    log().error({ requestId: request.id, err: thrown }, "an API request failed");
  if (problem === null) {
    reply.code(500).send({ error: true, detail: "Something went wrong on our side", requestId: request.id });
    return;
  }
  reply.code(problem.status).headers(problem.headers).send(problem.body);
}

/** A known path with another method is 405 and names the methods; anything else is 404. */
function answerUnrouted(request: FastifyRequest, reply: FastifyReply): void {
  const path = request.url.split("?", 1)[0] ?? "/";
  const methods = new Set(routePatterns.filter(({ pattern }) => pattern.test(path)).flatMap((route) => route.methods));
  if (methods.size === 0) {
    reply.code(404).send({ error: true, detail: "No such endpoint" });
    return;
  }
  const allowed = [...methods, ...(methods.has("GET") ? ["HEAD"] : [])].sort();
  reply.code(405).header("allow", allowed.join(", ")).send({ error: true, detail: "Method not allowed" });
}

const routePatterns = Object.values(endpoints).flatMap(({ path, aliases, methods }) =>
  [path, ...aliases].map((template) => ({
    methods: [...methods],
    pattern: new RegExp(`^${template.replace(/\/$/, "").replaceAll(".", "\\.").replace(/:\w+/g, "[^/]+")}/?$`),
  })),
);

function limitsOfSettings(): RateLimits {
  const { API_REQUESTS_PER_MINUTE_PER_TOKEN: perToken, API_REQUESTS_PER_MINUTE_PER_TENANT: perTenant } = env();
  return { perToken, perTenant };
}

function isPublicName(name: string): name is PublicName {
  return Object.hasOwn(publicHandlers, name);
}

function isGuardedName(name: string): name is GuardedName {
  return Object.hasOwn(handlers, name);
}
