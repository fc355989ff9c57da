import type { IncomingMessage } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { authorize, type Caller, type TokenPrincipal } from "../domain/access";
import { Failure, isFailure } from "../domain/failure";
import type { PortalHost } from "../domain/portal-host";
import { refusedTokenOf } from "../domain/refused-token";
import type { Permission } from "../domain/role-table";
import type { TokenKind } from "../domain/token-kind";
import { type CallOutcome, outcomeOfStatus, type TokenRefusal } from "../domain/token-usage";
import type { TokenGuard } from "../guard/token-guard";
import { log } from "../log";
import type { Allowance, RequestQuota } from "../request-quota/request-quota";
import { recordCall } from "../tokens/record-call";
import { networkOf } from "./network-of";

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

/** Longer user agents exist only to fill logs. */
export const userAgentMaximum = 512;

/** What guards every endpoint of one server. */
export type GuardParts = RequestFacts & { tokens: TokenGuard; quota: RequestQuota };

/**
 * The guard of one endpoint: who calls (401), how often (429), whether they may (403), in this order. Runs before the
 * body is read.
 */
export function guardOf(endpoint: GuardedEndpoint, parts: GuardParts) {
  const { access, path: route, tokenKinds = ["api"] } = endpoint;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const ip = parts.clientAddress(request.raw);
    const userAgent = (request.headers["user-agent"] ?? "").slice(0, userAgentMaximum);
    const count = (principal: TokenPrincipal, refusal?: TokenRefusal) =>
      countAtEnd(request, reply, { principal, route, ip, userAgent, refusal });
    const principal = await authenticate(request, parts, ip).catch((error: unknown) => {
      const refused = refusedTokenOf(error);
      if (refused) count(refused.principal, refused.reason);
      throw error;
    });
    count(principal);
    request.guarded = { caller: { principal, ip, userAgent, requestId: request.id }, route };
    announce(reply, await parts.quota.spend(principal));
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

async function authenticate(request: FastifyRequest, parts: GuardParts, ip: string): Promise<TokenPrincipal> {
  const { authorization, host } = request.headers;
  const { rawHeaders } = request.raw;
  try {
    const called = await parts.tenantOfHost(host);
    const source = networkOf(ip);
    return await parts.tokens.admit({ rawHeaders, url: request.url, authorization, host: called, source });
  } catch (error) {
    if (isFailure(error) && error.code === "unauthenticated")
      log().info({ requestId: request.id, ip, detail: error.detail }, "token refused");
    throw error;
  }
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
