import type { FastifyError } from "fastify";
import { type Failure, type FailureCode, isFailure } from "../domain/failure";
import type { FilterProblem } from "../domain/filter";
import { isOutage, isStatementTimeout } from "./outage";

/** An answer that refuses: its status, its own headers and its body. */
export type Problem = { status: number; headers: Record<string, string>; body: object };

const statuses: Record<FailureCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  invalid: 400,
  "rate-limited": 429,
  unavailable: 503,
};

/** A request whose list fields or filters cannot be read. */
export class UnreadableRequest extends Error {
  override readonly name = "UnreadableRequest";
  constructor(readonly problems: readonly FilterProblem[]) {
    super(problems.map(({ field, error }) => `${field}: ${error}`).join("; "));
  }
}

/** A refusal with a body of its own, for the few endpoints whose clients read it. */
export class RefusedWith extends Error {
  override readonly name = "RefusedWith";
  constructor(
    readonly status: number,
    readonly body: object,
    readonly headers: Record<string, string> = {},
  ) {
    super(`refused with ${status}`);
  }
}

/**
 * Translates whatever was thrown into an answer, or null for a bug, which the caller logs and answers with 500.
 * Says nothing about the inside: only public messages and fixed sentences leave the process.
 */
export function problemOf(thrown: unknown): Problem | null {
  if (isFailure(thrown)) return failureProblem(thrown);
  if (thrown instanceof UnreadableRequest) return { status: 400, headers: {}, body: filterBody(thrown.problems) };
  if (thrown instanceof RefusedWith) return thrown;
  const framework = frameworkProblem(thrown);
  if (framework) return framework;
  return isOutage(thrown) ? unavailable : null;
}

const unavailable: Problem = {
  status: 503,
  headers: { "retry-after": "2" },
  body: { error: true, detail: "The database does not answer at the moment" },
};

/**
 * What a list that failed is refused with: one that the database gave up for its length is told what would help, for the same
 * request would only take as long again.
 */
export function listFault(thrown: unknown): unknown {
  if (!isStatementTimeout(thrown)) return thrown;
  const { status, headers } = unavailable;
  const detail = "The list takes too long. Narrow it with filters, for example by date, or try again shortly";
  return Object.assign(new RefusedWith(status, { error: true, detail }, headers), { cause: thrown });
}

/** The one answer to every unauthenticated call: same bytes, whatever the cause. */
export const invalidToken: Problem = {
  status: 401,
  headers: { "www-authenticate": "Token" },
  body: { error: true, detail: "Invalid token" },
};

function failureProblem(failure: Failure): Problem {
  if (failure.code === "unauthenticated") return invalidToken;
  const headers = waitHeaders(failure);
  const field = failure.field === undefined ? {} : { field: failure.field };
  return { status: statuses[failure.code], headers, body: { error: true, detail: failure.publicMessage, ...field } };
}

/** How long to wait, and what is used up where it is a limit: nothing is left until the wait is over. */
function waitHeaders({ retryAfterSeconds, limit }: Failure): Record<string, string> {
  if (retryAfterSeconds === undefined) return {};
  const wait = String(retryAfterSeconds);
  if (limit === undefined) return { "retry-after": wait };
  return {
    "retry-after": wait,
    "ratelimit-limit": String(limit),
    "ratelimit-remaining": "0",
    "ratelimit-reset": wait,
  };
}

/** The body that published clients know for a bad filter, with the field's name besides. */
function filterBody(problems: readonly FilterProblem[]): object {
  return {
    error: true,
    detail: problems.map(({ field, error }) => `${field}: ${error}`).join("; "),
    filters: problems.map(({ field, error, value }) => ({
      error,
      errorMessageCode: "CONSOLE_FORMS_NOT_VALID_VALUE",
      errorMessageParams: { value },
      field,
    })),
  };
}

/** What Fastify refuses by itself, in our words. */
function frameworkProblem(thrown: unknown): Problem | null {
  if (!isFrameworkError(thrown)) return null;
  const { statusCode } = thrown;
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return null;
  const detail = statusCode === 413 ? "The body is too large" : "The request cannot be read";
  return { status: statusCode, headers: {}, body: { error: true, detail } };
}

function isFrameworkError(thrown: unknown): thrown is FastifyError {
  return thrown instanceof Error && "statusCode" in thrown && typeof thrown.statusCode === "number";
}
