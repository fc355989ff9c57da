import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyReply, FastifyRequest, onRequestHookHandler } from "fastify";
import { authorize, type Caller, type TokenPrincipal } from "../domain/access";
import { Failure, isFailure } from "../domain/failure";
import type { PortalHost } from "../domain/portal-host";
import { refusedTokenOf } from "../domain/refused-token";
import type { Permission } from "../domain/role-table";
import type { TokenKind } from "../domain/token-kind";
import { type CallOutcome, outcomeOfStatus, type TokenRefusal } from "../domain/token-usage";
import { FailureBucket } from "../guard/failure-bucket";
import { attempt, type Soon, whenThere } from "../guard/soon";
import type { TokenGuard } from "../guard/token-guard";
import { untilCutOff } from "../guard/until-cut-off";
import { log } from "../log";
import type { Allowance, RequestQuota } from "../request-quota/request-quota";
import { recordCall } from "../tokens/record-call";
import { networkOf } from "./network-of";

/** What the guard must be told about a request by whoever checked its host and its proxies. */
export type RequestFacts = {
  /** The tenant of the host that was called; null for a host that is none of ours. */
  tenantOfHost: (host: string | undefined) => Soon<PortalHost | null>;
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

/** What the guard found out about the call: who it is, and what is left of their allowance once it was asked for. */
export type GuardedCall = { caller: Caller<TokenPrincipal>; allowance: Allowance | null };

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
 * body is read, and to its end at once for a token that is remembered.
 */
export function guardOf(endpoint: GuardedEndpoint, parts: GuardParts): onRequestHookHandler {
  const { access, path: route, tokenKinds = ["api"] } = endpoint;
  const pass = (request: FastifyRequest, { raw }: FastifyReply): Soon<void> => {
    const ip = parts.clientAddress(request.raw);
    const userAgent = (request.headers["user-agent"] ?? "").slice(0, userAgentMaximum);
    const from: CountedCall = { method: request.method, route, ip, userAgent };
    const authenticated = attempt(
      () => authenticate(request, parts, ip),
      (error) => {
        const refused = refusedTokenOf(error);
        if (refused) countAtEnd(raw, from, refused.principal, refused.reason);
        throw error;
      },
    );
    return whenThere(authenticated, (principal) => {
      countAtEnd(raw, from, principal);
      const guarded: GuardedCall = { caller: { principal, ip, userAgent, requestId: request.id }, allowance: null };
      request.guarded = guarded;
      return whenThere(parts.quota.spend(principal), (allowance) => {
        guarded.allowance = allowance;
        if (!tokenKinds.includes(principal.tokenKind)) throw wrongKind(principal.tokenKind);
        if (access !== "any-token") authorize(principal, access);
      });
    });
  };
  return (request, reply, done) => {
    const refuse = (error: unknown) => done(error instanceof Error ? error : new Error(String(error)));
    let passing: Soon<void>;
    try {
      passing = pass(request, reply);
    } catch (error) {
      return refuse(error);
    }
    if (passing instanceof Promise) untilCutOff(passing, () => parts.tokens.isCutOff()).then(() => done(), refuse);
    else done();
  };
}

type CountedCall = { method: string; route: string; ip: string; userAgent: string };

/**
 * Counts a call of a known token when all is over: after its answer, or when its client has gone before. Either closes the
 * answer, once.
 */
function countAtEnd(raw: ServerResponse, call: CountedCall, principal: TokenPrincipal, refusal?: TokenRefusal): void {
  const { tenantId, tokenId } = principal;
  const { method, route, ip, userAgent } = call;
  raw.on("close", () => {
    const ended: CallOutcome = raw.writableEnded ? outcomeOfStatus(raw.statusCode) : "abandoned";
    recordCall({ tenantId, tokenId, method, route, ip, userAgent, outcome: refusal ?? ended, at: new Date() });
  });
}

function authenticate(request: FastifyRequest, parts: GuardParts, ip: string): Soon<TokenPrincipal> {
  const { authorization, host } = request.headers;
  const { rawHeaders } = request.raw;
  return attempt(
    () =>
      whenThere(parts.tenantOfHost(host), (called) =>
        parts.tokens.admit({ rawHeaders, url: request.url, authorization, host: called, source: networkOf(ip) }),
      ),
    (error) => {
      if (isFailure(error) && error.code === "unauthenticated" && isWorthALine(ip))
        log().info({ requestId: request.id, ip, detail: error.detail }, "token refused");
      throw error;
    },
  );
}

/** A source that sends nothing but nonsense is refused each time, but does not fill the disk with lines about it. */
const refusalLines = new FailureBucket(60);

function isWorthALine(ip: string): boolean {
  const [source, now] = [networkOf(ip), performance.now()];
  if (refusalLines.waitOf(source, now) > 0) return false;
  refusalLines.count(source, now);
  return true;
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
