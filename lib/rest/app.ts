import { randomUUID } from "node:crypto";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Endpoint } from "../api-contract/endpoint";
import { type Endpoints, endpoints } from "../api-contract/v1";
import { env } from "../env";
import { attempt, whenThere } from "../guard/soon";
import { log } from "../log";
import { type RequestLimits, RequestQuota } from "../request-quota/request-quota";
import { type Guard, openGuard } from "../tokens/open-guard";
import { type Answer, answerWriter, type SendAnswer } from "./answer";
import { type GuardParts, guardOf, type RequestFacts, userAgentMaximum } from "./guard";
import type { GuardedName, PublicName } from "./handler";
import { handlers, publicHandlers } from "./handlers";
import { listFault, type Problem, problemOf } from "./problem";
import { readBody } from "./request-body";
import { readInput } from "./request-input";
import { addUploadRoute } from "./upload-route";

/** Bodies of most endpoints are filters and comments; those that take more say so, and files come to a route of their own. */
const bodyMaximum = 64 * 1024;
/** An entity's key is the base64 of a name and two numbers. */
const parameterMaximum = 768;
/** What Fastify takes for a Content-Type. Anything else is renamed rather than refused: the body decides. */
const wellFormedContentType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+\s*(;|$)/;

/** Requests in a minute: per token and per tenant by all processes together, forged tokens per address by each alone. */
export type RateLimits = RequestLimits & { failuresPerAddress?: number };

/** The guard is this API's own, closed with it, unless one is given. */
export type ApiOptions = RequestFacts & {
  limits?: RateLimits;
  guard?: Guard;
  /** Headers of every answer, whatever it is. */
  headers?: Readonly<Record<string, string>>;
};

const json = ["content-type", "application/json; charset=utf-8"] as const;
const plainText = ["content-type", "text/plain; charset=utf-8"] as const;

/**
 * The token-guarded REST API as a Fastify instance that listens to nothing: the entry server hands it requests through
 * `app.routing(request, response)` after it has checked host and proxies and set `x-request-id`.
 * Routes are those of lib/api-contract, with and without the last slash, also below `/cas`.
 */
export async function buildApi(options: ApiOptions): Promise<FastifyInstance> {
  const send = answerWriter(options.headers ?? {});
  const answerProblem = problemSender(send);
  const app = Fastify({
    logger: false,
    bodyLimit: bodyMaximum,
    rewriteUrl: ({ url = "/" }) => (url.startsWith("/cas/api/") ? url.slice("/cas".length) : url),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: parameterMaximum },
    genReqId: (request) => String(request.headers["x-request-id"] ?? randomUUID()),
    frameworkErrors: answerProblem,
  });
  // Clients of the vendor's API list with GET and a JSON body.
  app.addHttpMethod("GET", { hasBody: true, overrideExisting: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (request: FastifyRequest, body: Buffer) =>
    readBody(request.headers["content-type"] ?? "", body),
  );
  app.decorateRequest("guarded", null);
  app.addHook("onRequest", (request, _reply, done) => {
    const { headers } = request.raw;
    const contentType = headers["content-type"];
    if (contentType !== undefined && !wellFormedContentType.test(contentType))
      headers["content-type"] = "application/octet-stream";
    done();
  });
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler((request, reply) => send(reply, unrouted(request.url)));
  const limits = options.limits ?? limitsOfSettings();
  // Calls that the grace mode lets in would else be refused here, for want of a database to count them in.
  const quota = new RequestQuota(limits, undefined, env().AUTH_MODE.kind === "grace" ? "count-alone" : "refuse");
  app.addHook("onClose", () => quota.close());
  const { tokens } = options.guard ?? (await ownGuard(app, limits));
  addUploadRoute(app, send);
  const parts: EndpointParts = { ...options, tokens, quota, send };
  for (const name of Object.keys(publicHandlers).filter(isPublicName)) addPublicEndpoint(app, name, parts);
  for (const name of Object.keys(handlers).filter(isGuardedName)) addEndpoint(app, name, parts);
  return app;
}

async function ownGuard(app: FastifyInstance, { failuresPerAddress }: RateLimits): Promise<Guard> {
  const limits = failuresPerAddress === undefined ? undefined : { refusedPerMinute: failuresPerAddress };
  const guard = await openGuard({ limits });
  app.addHook("onClose", () => guard.close());
  return guard;
}

type EndpointParts = GuardParts & { send: SendAnswer };

function addPublicEndpoint<Name extends PublicName>(
  app: FastifyInstance,
  name: Name,
  { clientAddress, send }: EndpointParts,
): void {
  const endpoint: Endpoints[Name] & Endpoint = endpoints[name];
  const handle = publicHandlers[name];
  app.route({
    method: [...endpoint.methods],
    url: endpoint.path,
    handler: async ({ query, body, raw, headers, id: requestId }, reply) => {
      const now = new Date();
      const userAgent = (headers["user-agent"] ?? "").slice(0, userAgentMaximum);
      const visitor = { ip: clientAddress(raw), userAgent, requestId };
      const answer = await handle({ visitor, input: readInput(endpoint, { query, body }, now), now });
      send(reply, { status: 200, headers: json, body: JSON.stringify(answer) });
    },
  });
}

function addEndpoint<Name extends GuardedName>(app: FastifyInstance, name: Name, parts: EndpointParts): void {
  const endpoint: Endpoints[Name] & Endpoint = endpoints[name];
  const handle = handlers[name];
  const onRequest = guardOf({ ...endpoint, access: endpoint.access }, parts);
  for (const url of [endpoint.path, ...endpoint.aliases])
    app.route<{ Params: Record<string, string> }>({
      method: [...endpoint.methods],
      url,
      onRequest,
      bodyLimit: endpoint.bodyMaximum ?? bodyMaximum,
      handler: ({ query, body, params: parameters, guarded }, reply) => {
        if (guarded === null) throw new Error(`${name} was reached past its guard`);
        const now = new Date();
        const input = readInput(endpoint, { query, body }, now);
        const call = { caller: guarded.caller, parameters, input, now };
        const answered = endpoint.input.kind === "list" ? attempt(() => handle(call), failList) : handle(call);
        return whenThere(answered, (answer) => {
          // Text is JSON to clients as everything is, unless it is a file for an appliance.
          const isFile = typeof answer === "string" && endpoint.answersPlainText === true;
          parts.send(reply, {
            status: 200,
            headers: isFile ? plainText : json,
            body: isFile ? answer : JSON.stringify(answer),
          });
        });
      },
    });
}

function failList(thrown: unknown): never {
  throw listFault(thrown);
}

function problemSender(send: SendAnswer) {
  return (thrown: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const problem = problemOf(thrown);
    if (problem === null || problem.status === 503)
      log().error({ requestId: request.id, err: thrown }, "an API request failed");
    const { status, headers, body } = problem ?? ourFault(request.id);
    send(reply, { status, headers: [...json, ...Object.entries(headers).flat()], body: JSON.stringify(body) });
  };
}

function ourFault(requestId: string): Problem {
  return { status: 500, headers: {}, body: { error: true, detail: "Something went wrong on our side", requestId } };
}

/** A known path with another method is 405 and names the methods; anything else is 404. */
function unrouted(url: string): Answer {
  const path = url.split("?", 1)[0] ?? "/";
  const methods = new Set(routePatterns.filter(({ pattern }) => pattern.test(path)).flatMap((route) => route.methods));
  const body = (detail: string) => JSON.stringify({ error: true, detail });
  if (methods.size === 0) return { status: 404, headers: json, body: body("No such endpoint") };
  const allowed = [...methods, ...(methods.has("GET") ? ["HEAD"] : [])].sort();
  return { status: 405, headers: [...json, "allow", allowed.join(", ")], body: body("Method not allowed") };
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
