import type { TokenPrincipal } from "./access";
import type { Failure } from "./failure";
import type { TokenRefusal } from "./token-usage";

/** A token that exists, and why it opened nothing: for counting its calls. The caller is not told. */
export type RefusedToken = { principal: TokenPrincipal; reason: TokenRefusal };

const refusals = new WeakMap<object, RefusedToken>();

/** Remembers the token behind a refusal beside the refusal itself, whose texts stay those of any other. */
export function noteRefusedToken(failure: Failure, token: RefusedToken): Failure {
  refusals.set(failure, token);
  return failure;
}

/** The token behind a refusal; undefined when nobody knows such a token. */
export function refusedTokenOf(thrown: unknown): RefusedToken | undefined {
  return typeof thrown === "object" && thrown !== null ? refusals.get(thrown) : undefined;
}
