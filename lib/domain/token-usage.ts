/**
 * How a call of a known token ended. `answered`: as asked. `invalid`: the caller's mistake, such as a filter that cannot be
 * read or an id that does not exist. `failed`: ours. `abandoned`: the client left before the answer. The others are
 * refusals by the guard, which never make a token used.
 */
export const callOutcomes = [
  "answered",
  "invalid",
  "failed",
  "abandoned",
  "forbidden",
  "rate-limited",
  "revoked",
  "owner-deactivated",
  "wrong-host",
  "tenant-suspended",
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** Why the guard turned down a token that it knows. */
export type TokenRefusal = "revoked" | "owner-deactivated" | "wrong-host" | "tenant-suspended";

/** The few classes that a chart can tell apart. */
export const outcomeClasses = ["answered", "invalid", "failed", "refused"] as const;
export type OutcomeClass = (typeof outcomeClasses)[number];

const classes: Record<CallOutcome, OutcomeClass> = {
  answered: "answered",
  invalid: "invalid",
  failed: "failed",
  abandoned: "invalid",
  forbidden: "refused",
  "rate-limited": "refused",
  revoked: "refused",
  "owner-deactivated": "refused",
  "wrong-host": "refused",
  "tenant-suspended": "refused",
};

/** The outcome that an answer's HTTP status tells of. */
export function outcomeOfStatus(status: number): CallOutcome {
  if (status < 400) return "answered";
  if (status >= 500) return "failed";
  if (status === 429) return "rate-limited";
  return status === 401 || status === 403 ? "forbidden" : "invalid";
}

export function classOfOutcome(outcome: CallOutcome): OutcomeClass {
  return classes[outcome];
}

/** Whether such a call makes its token used: an attempt that was refused does not. */
export function isUse(outcome: CallOutcome): boolean {
  return classes[outcome] !== "refused";
}

/** What stands for all further clients or networks of a token that shows ever new ones. */
export const otherCallers = "other";
