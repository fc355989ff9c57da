import { hash } from "node:crypto";
import { insufficientPermissions, type TokenPrincipal } from "../domain/access";
import { Failure } from "../domain/failure";
import type { PortalHost } from "../domain/portal-host";
import { noteRefusedToken } from "../domain/refused-token";
import type { TokenKind } from "../domain/token-kind";
import type { TokenRefusal } from "../domain/token-usage";
import { parseSecret } from "../tokens/token-secret";
import { FailureBucket } from "./failure-bucket";
import { Flights } from "./flights";
import type { DatedSnapshot, KnownEpoch, Snapshot } from "./known-epoch";
import { misuseOf, type RawRequest } from "./misuse";
import { packId } from "./packed-id";
import { type GuardedToken, memberKeyOf, tokenKeyOf } from "./packed-token";
import { rememberedMilliseconds } from "./times";
import { type Remembered, TokenMemory } from "./token-memory";
import { UnknownTokens } from "./unknown-tokens";

/** A request as the guard judges it, whatever server it came through. */
export type GuardCall = {
  /** The one Authorization header as it came. */
  authorization: string | undefined;
  /** The tenant whose host was called; null at the general URL, where the token names the tenant. */
  tenantSlug: string | null;
  /** Whom forged tokens are counted against: the client's address, or its network. */
  source: string;
};

/** The same before its headers were read. */
export type GuardedRequest = RawRequest & {
  authorization: string | undefined;
  /** Null for a host that is none of ours. */
  host: PortalHost | null;
  source: string;
};

/** Finds a token by its secret in the database; null when there is none. Rejects when the database is in trouble. */
export type FindToken = (secret: string, kind: TokenKind) => Promise<Snapshot<GuardedToken | null>>;

type AskedToken = { secret: string; kind: TokenKind; publicId: string };

export type TokenGuardLimits = { refusedPerMinute: number };

/**
 * Guessing a token is hopeless at any rate; this bounds the questions that forged ones cost the database, and is wide
 * enough for a proxy's many clients. What is told apart without a question costs none and is not counted.
 */
const defaultLimits: TokenGuardLimits = { refusedPerMinute: 600 };

/** `Token` is the product's own scheme, `Bearer` the newer one; any case, any spaces, as published clients write them. */
const authorizationForm = /^(?:token|bearer)[ \t]*([0-9A-Za-z]{64})[ \t]*$/i;

/**
 * Finds out who calls: from memory while this process holds a lease, from the database otherwise. Knows no server and no
 * database; ARCHITECTURE.md has the promise and its proof.
 */
export class TokenGuard {
  readonly #memory: TokenMemory;
  readonly #unknown = new UnknownTokens();
  readonly #flights = new Flights<GuardedToken | null>();
  readonly #failures: FailureBucket;

  constructor(
    private readonly known: KnownEpoch,
    private readonly findToken: FindToken,
    limits: TokenGuardLimits = defaultLimits,
    memory: TokenMemory = new TokenMemory(),
    /** Told of each call that is let in only because of `AUTH_MODE=grace`. */
    private readonly onGrace: (principal: TokenPrincipal) => void = () => {},
  ) {
    this.#failures = new FailureBucket(limits.refusedPerMinute);
    this.#memory = memory;
  }

  /**
   * The caller behind a request, for whatever server received it: refuses what is misused, and authenticates the rest.
   * @throws as `authenticate`
   */
  admit(request: GuardedRequest): TokenPrincipal | Promise<TokenPrincipal> {
    const { authorization, host, source } = request;
    const misuse = misuseOf(request);
    if (host === null || misuse !== null) throw refusal(misuse ?? "a host that is none of ours");
    return this.authenticate({ authorization, tenantSlug: host.kind === "tenant" ? host.slug : null, source });
  }

  /**
   * The caller behind a header, with the issuer's role of this moment. Without a query, and at once, for a token that is
   * remembered; with one query otherwise.
   *
   * Missing, malformed, unknown, revoked and foreign tokens are refused alike, so that nobody learns which it was; only a
   * verified token is told that its issuer may not use it any more.
   *
   * @throws Failure `unauthenticated`; `forbidden` for a verified token of a deactivated issuer; `rate-limited` for a token
   * that the database would have to be asked for, from a source whose tokens it has just refused too often; whatever the
   * database threw, never an older answer
   */
  authenticate(call: GuardCall): TokenPrincipal | Promise<TokenPrincipal> {
    const secret = authorizationForm.exec(call.authorization ?? "")?.[1];
    const parsed = secret === undefined ? null : parseSecret(secret);
    if (secret === undefined || parsed === null) throw refusal("no well-formed token");
    const key = hash("sha256", secret, "binary");
    const remembered = this.#memory.find(key);
    if (remembered !== null && this.#stands(remembered)) {
      const principal = this.#judge(this.#memory.tokenOf(remembered), call);
      if (this.known.isOnGrace()) this.onGrace(principal);
      return principal;
    }
    if (this.known.holdsLease() && this.#unknown.has(key, this.known.monotonic()))
      throw refusal(`unknown token ${parsed.publicId}`);
    // A token that was good a moment ago is asked for whoever else sends bad ones from the same address.
    if (remembered === null) this.#refuseFlood(call);
    return this.#ask(key, { ...parsed, secret }, call);
  }

  /** Whether the database is away for longer than anybody may be let in from memory. */
  isCutOff(): boolean {
    return this.known.isCutOff();
  }

  /** Forgets everything, because what was remembered may be of another history of the database. */
  forget(): void {
    this.#memory.clear();
    this.#unknown.clear();
  }

  async #ask(key: string, asked: AskedToken, call: GuardCall): Promise<TokenPrincipal> {
    const answer = await this.#flights.ask(
      key,
      () => this.#send(key, asked),
      (answer) => this.known.holdsLease() && this.#isOfNow(answer),
    );
    if (answer.value === null) {
      this.#failures.count(call.source, this.known.monotonic());
      throw refusal(`unknown token ${asked.publicId}`);
    }
    return this.#judge(answer.value, call);
  }

  async #send(key: string, { secret, kind }: AskedToken): Promise<DatedSnapshot<GuardedToken | null>> {
    const { generation } = this.known;
    const askedAt = this.known.monotonic();
    const answer = { ...(await this.findToken(secret, kind)), generation };
    if (generation !== this.known.generation) return answer;
    if (answer.value === null) this.#unknown.add(key, askedAt);
    else this.#memory.put(key, answer.value, answer.epoch, askedAt);
    return answer;
  }

  #stands({ packed, tenant, epoch, askedAt }: Remembered): boolean {
    return (
      this.known.holdsLease() &&
      this.known.monotonic() - askedAt < rememberedMilliseconds &&
      this.known.floors.allows(epoch, tokenKeyOf(packed), memberKeyOf(packed), tenant.key)
    );
  }

  #isOfNow({ epoch, generation, value: token }: DatedSnapshot<GuardedToken | null>): boolean {
    if (generation !== this.known.generation) return false;
    if (token === null) return this.known.floors.allowsNothing(epoch);
    const { tokenId, memberId, tenantId } = token.principal;
    return this.known.floors.allows(epoch, packId(tokenId), packId(memberId), packId(tenantId));
  }

  #judge(token: GuardedToken, call: GuardCall): TokenPrincipal {
    const { principal } = token;
    const { tokenPublicId, tenantSlug } = principal;
    const refused = (reason: TokenRefusal, failure: Failure) => noteRefusedToken(failure, { principal, reason });
    if (token.revoked) throw refused("revoked", refusal(`revoked token ${tokenPublicId}`));
    if (token.tenantSuspended) throw refused("tenant-suspended", refusal(`tenant ${tenantSlug} is suspended`));
    if (call.tenantSlug !== null && call.tenantSlug !== tenantSlug)
      throw refused("wrong-host", refusal(`token ${tokenPublicId} used on the host of ${call.tenantSlug}`));
    if (token.ownerDeactivated)
      throw refused("owner-deactivated", insufficientPermissions("token:list-own", principal.role));
    return principal;
  }

  #refuseFlood({ source }: { source: string }): void {
    const wait = this.#failures.waitOf(source, this.known.monotonic());
    if (wait === 0) return;
    const { maximum } = this.#failures;
    const retryAfterSeconds = Math.max(1, Math.ceil(wait / 1_000));
    throw withoutTrace(
      () =>
        new Failure("rate-limited", `Too many requests: at most ${maximum} in a minute`, {
          retryAfterSeconds,
          limit: maximum,
          messageKey: "rateLimited",
        }),
    );
  }
}

/** The one refusal for everything that is wrong with a token. */
function refusal(detail: string): Failure {
  return withoutTrace(() => new Failure("unauthenticated", "Invalid token", { detail, messageKey: "unauthenticated" }));
}

/** Tracing the stack of a refusal costs more than all that led to it, and whoever sends forged tokens decides how often. */
function withoutTrace(make: () => Failure): Failure {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const failure = make();
  Error.stackTraceLimit = stackTraceLimit;
  return failure;
}
