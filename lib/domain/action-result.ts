import type { FailureCode } from "./failure";

/** What went wrong in a server action, in a form that may reach a browser. */
export type ActionFailure = {
  ok: false;
  code: FailureCode | "bug";
  /** Key in the message catalogue: `failures.*`, or `validation.*` when a field is wrong. */
  messageKey: string;
  /** The English sentence, for a key that the catalogue lacks. */
  message: string;
  /** The input field that is wrong. */
  field?: string;
  retryAfterSeconds?: number;
  /** Finds the request in the log. */
  requestId: string;
};

export type ActionResult<T> = { ok: true; value: T } | ActionFailure;

/** A server action as a component sees it: it arrives as a prop. */
export type Action<Input, Output> = (input: Input) => Promise<ActionResult<Output>>;
