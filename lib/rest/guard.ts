import type { IncomingMessage } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { authorize, type Caller, type TokenPrincipal } from "../domain/access";
import { Failure, isFailure } from "../domain/failure";
import type { PortalHost } from "../domain/portal-host";
import { refusedTokenOf } from "../domain/refused-token";
import type { Permission } from "../domain/role-table";
import type { TokenKind } from "../domain/token-kind";
import { type CallOutcome, outcomeOfStatus, type TokenRefusal } from "../domain/token-usage";
import { log } from "../log";
import { authenticateToken } from "../tokens/authenticate-token";
import { recordCall } from "../tokens/record-call";
import type { Allowance, RateLimit } from "./rate-limit";

/** What the guard must be told about a request by whoever checked its host and its proxies. */
export type RequestFacts = {
  /** The tenant of the host that was called; null for a host that is none of ours. */
  tenantOfHost: (host: string | undefined) => Promise<PortalHost | null>;
  /** The client's address, behind trusted proxies only. */
  clientAddress: (request: IncomingMessage) => string;
};

/** What the guard must know of an endpoint; the contract declares it. */
export type GuardedEndpoint = {
  access: Permission | "any-token";
  /** The route template under which calls are counted. */
  path: string;
  tokenKinds?: readonly TokenKind[];
};

/** What the guard found out about the call that it let through. */
export type GuardedCall = { caller: Caller<TokenPrincipal>; route: string };

declare module "fastify" {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface merges with the framework's own
  interface FastifyRequest {
    guarded: GuardedCall | null;
  }
}

/** Query parameters under which other products take tokens. */
const tokenParameter = /^(access_?token|api_?key|api_?token|auth|authorization|token)$/i;
const tokenShape = /pc[usc]1[0-9A-Za-z]{60}/;
const userAgentMaximum = 512;

/**
 * The guard of one endpoint: who calls (401), how often (429), whether they may (403), in this order. Runs before the
 * body is read.
 */
export function guardOf(endpoint: GuardedEndpoint, facts: RequestFacts, limit: RateLimit) {
  const { access, path: route, tokenKinds = ["api"] } = endpoint;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const ip = facts.clientAddress(request.raw);
    await limit.checkAddress(ip);
    const userAgent = (request.headers["user-agent"] ?? "").slice(0, userAgentMaximum);
    const count = (principal: TokenPrincipal, refusal?: TokenRefusal) =>
      countAtEnd(request, reply, { principal, route, ip, userAgent, refusal });
    const principal = await authenticate(request, facts, limit, ip).catch((error: unknown) => {
      const refused = refusedTokenOf(error);
      if (refused) count(refused.principal, refused.reason);
      throw error;
    });
    count(principal);
    request.guarded = { caller: { principal, ip, userAgent, requestId: request.id }, route };
    announce(reply, await limit.spend(principal));
    if (!tokenKinds.includes(principal.tokenKind)) throw wrongKind(principal.tokenKind);
    if (access !== "any-token") authorize(principal, access);
  };
}

type CountedCall = {
  principal: TokenPrincipal;
  route: string;
  ip: string;
  userAgent: string;
  refusal: TokenRefusal | undefined;
};

/**
 * Counts a call of a known token when all is over: after its answer, or when its client has gone before. Either closes the
 * answer, once.
 */
function countAtEnd({ method }: FastifyRequest, { raw }: FastifyReply, call: CountedCall): void {
  const { principal, route, ip, userAgent, refusal } = call;
  raw.once("close", () => {
    const ended: CallOutcome = raw.writableEnded ? outcomeOfStatus(raw.statusCode) : "abandoned";
    recordCall(principal, { method, route, outcome: refusal ?? ended, ip, userAgent, at: new Date() });
  });
}

async function authenticate(
  request: FastifyRequest,
  facts: RequestFacts,
  limit: RateLimit,
  ip: string,
): Promise<TokenPrincipal> {
  try {
    if (countAuthorizations(request.raw) > 1) throw refused("more than one Authorization header");
    if (carriesTokenInQuery(request)) throw refused("a token in the query: it is in logs now and should be revoked");
    const host = await facts.tenantOfHost(request.headers.host);
    if (host === null) throw refused("a host that is none of ours");
    const tenantSlug = host.kind === "tenant" ? host.slug : null;
    return await authenticateToken({ authorization: request.headers.authorization, tenantSlug });
  } catch (error) {
    if (isFailure(error) && error.code === "unauthenticated") {
      await limit.countFailure(ip);
      log().info({ requestId: request.id, ip, detail: error.detail }, "token refused");
    }
    throw error;
  }
}

/** Node keeps only the first of several; a proxy in front may have judged by another. */
function countAuthorizations(request: IncomingMessage): number {
  return request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "authorization").length;
}

/** URLs end up in logs, histories and referrers, so a token there is exposed and not taken, even beside a good one. */
function carriesTokenInQuery(request: FastifyRequest): boolean {
  const query = request.url.indexOf("?");
  if (query < 0) return false;
  const parameters = [...new URLSearchParams(request.url.slice(query)).entries()];
  return parameters.some(([name, value]) => tokenParameter.test(name) || tokenShape.test(value));
}

function announce(reply: FastifyReply, allowance: Allowance): void {
  reply.header("ratelimit-limit", allowance.limit);
  reply.header("ratelimit-remaining", allowance.remaining);
  reply.header("ratelimit-reset", allowance.resetSeconds);
}

const kindNames: Record<TokenKind, string> = {
  api: "an API token",
  "siem-agent": "a SIEM agent's token",
  "log-collector": "a log collector's token",
};

/** The token is verified, so its holder may learn why it does not fit. */
function wrongKind(kind: TokenKind): Failure {
  return new Failure(
    "forbidden",
    `Insufficient role based permissions: ${kindNames[kind]} does not open this endpoint`,
    {
      detail: `a token of the kind ${kind}`,
      messageKey: "forbidden",
    },
  );
}

function refused(detail: string): Failure {
  return new Failure("unauthenticated", "Invalid token", { detail, messageKey: "unauthenticated" });
}
