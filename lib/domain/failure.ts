/** What can go wrong in a way that the caller may be told about. Anything else is a bug. */
export type FailureCode =
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "invalid"
  | "rate-limited"
  | "unavailable";

type FailureContext = {
  /** What happened, for the log only. */
  detail?: string;
  /** The input field that is wrong, as the caller named it. */
  field?: string;
  /** Key under `failures` in the message catalogue, for the portal; `publicMessage` is what the API says. */
  messageKey?: string;
  /** Seconds until a new try makes sense, with `rate-limited` and `unavailable`. */
  retryAfterSeconds?: number;
  /** How many requests were allowed in the window that is used up, with `rate-limited`. */
  limit?: number;
};

/**
 * A refusal with two sentences: `publicMessage` may be shown to whoever called, `detail` is only logged.
 * Verbs throw it, the edges (lib/rest, lib/web) translate it.
 */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly detail: string | undefined;
  readonly field: string | undefined;
  readonly messageKey: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly limit: number | undefined;

  constructor(
    readonly code: FailureCode,
    readonly publicMessage: string,
    context: FailureContext = {},
  ) {
    super(publicMessage);
    this.detail = context.detail;
    this.field = context.field;
    this.messageKey = context.messageKey;
    this.retryAfterSeconds = context.retryAfterSeconds;
    this.limit = context.limit;
  }
}

/**
 * Whether a thrown value is a Failure. Not `instanceof`: Next and server.ts are bundled apart, so the class exists twice
 * in one process.
 */
export function isFailure(thrown: unknown): thrown is Failure {
  return thrown instanceof Error && thrown.name === "Failure" && "publicMessage" in thrown;
}

/** Same sentence for what does not exist and for what belongs to another tenant or person. */
export function notFound(noun: string): Failure {
  return new Failure("not-found", `No such ${noun}`, { messageKey: "notFound" });
}
