import type { IncomingMessage } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import ipaddr from "ipaddr.js";
import { authorize, type Caller, type TokenPrincipal } from "../domain/access";
import { isFailure } from "../domain/failure";
import type { PortalHost } from "../domain/portal-host";
import type { Permission } from "../domain/role-table";
import type { TokenGuard } from "../guard/token-guard";
import { log } from "../log";
import type { Allowance, RequestQuota } from "../request-quota/request-quota";
import { recordCall } from "../tokens/record-call";

/** What the guard must be told about a request by whoever checked its host and its proxies. */
export type RequestFacts = {
  /** The tenant of the host that was called; null for a host that is none of ours. */
  tenantOfHost: (host: string | undefined) => Promise<PortalHost | null>;
  /** The client's address, behind trusted proxies only. */
  clientAddress: (request: IncomingMessage) => string;
};

/** What the guard found out about the call that it let through, or refused after it knew the token. */
export type GuardedCall = { caller: Caller<TokenPrincipal>; route: string };

declare module "fastify" {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface merges with the framework's own
  interface FastifyRequest {
    guarded: GuardedCall | null;
  }
}

const userAgentMaximum = 512;

/** What guards every endpoint of one server. */
export type GuardParts = RequestFacts & { tokens: TokenGuard; quota: RequestQuota };

/**
 * The guard of one endpoint: who calls (401), how often (429), whether they may (403), in this order. Runs before the
 * body is read.
 */
export function guardOf(access: Permission | "any-token", route: string, parts: GuardParts) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const ip = parts.clientAddress(request.raw);
    const principal = await authenticate(request, parts, ip);
    const userAgent = (request.headers["user-agent"] ?? "").slice(0, userAgentMaximum);
    request.guarded = { caller: { principal, ip, userAgent, requestId: request.id }, route };
    announce(reply, await parts.quota.spend(principal));
    if (access !== "any-token") authorize(principal, access);
  };
}

/** Counts a guarded call once its answer is out. */
export async function recordGuardedCall(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (request.guarded === null) return;
  const { caller, route } = request.guarded;
  const { ip, userAgent } = caller;
  const { method } = request;
  recordCall(caller.principal, { method, route, outcome: reply.statusCode, ip, userAgent, at: new Date() });
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

/** Whoever has an IPv6 address has the 64 bits behind its network, so refused tokens are counted against that. */
function networkOf(ip: string): string {
  if (!ip.includes(":")) return ip;
  return ipaddr.parse(ip).toNormalizedString().split(":").slice(0, 4).join(":");
}

function announce(reply: FastifyReply, allowance: Allowance): void {
  reply.header("ratelimit-limit", allowance.limit);
  reply.header("ratelimit-remaining", allowance.remaining);
  reply.header("ratelimit-reset", allowance.resetSeconds);
}
