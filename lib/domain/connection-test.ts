import { z } from "zod";

/** A test that somebody asks for in the portal and that a running agent or collector carries out, step by step. */

/**
 * `unconfirmed` is as good as it gets where nobody can tell what arrived; `not-applicable` is a step that the settings do
 * not need; `skipped` was not tried because an earlier step failed.
 */
export const connectionTestOutcomes = ["ok", "unconfirmed", "not-applicable", "failed", "skipped"] as const;
export type ConnectionTestOutcome = (typeof connectionTestOutcomes)[number];

export const connectionTestStates = ["waiting", "running", "passed", "failed", "not-taken-up", "not-finished"] as const;
export type ConnectionTestState = (typeof connectionTestStates)[number];

const detailMaximum = 500;

/** What a program found at one step. */
export type ConnectionTestResult<Step extends string = string, Fault extends string = string> = {
  step: Step;
  outcome: ConnectionTestOutcome;
  /** What was found, in the program's own words, without secrets. */
  detail: string;
  /** Which of the known faults it is; null for another reason, and for what did not fail. */
  fault: Fault | null;
};

/** How far a program has come with a test. It repeats what it said before, so a lost report loses nothing. */
export type ConnectionTestReport<Result extends ConnectionTestResult = ConnectionTestResult> = {
  id: string;
  steps: Result[];
  isFinished: boolean;
};

/** The schemas of one kind of program: of a step's result, of a report, and of what a page shows, also by way of JSON. */
export function connectionTestSchemas<const Step extends string, const Fault extends string>(
  steps: readonly [Step, ...Step[]],
  faults: readonly [Fault, ...Fault[]],
) {
  const result = z.object({
    step: z.enum(steps),
    outcome: z.enum(connectionTestOutcomes),
    detail: z
      .string()
      .max(detailMaximum)
      .refine((text) => !text.includes("\0"), { error: "holds a NUL character" }),
    fault: z.enum(faults).nullable(),
  });
  return {
    result,
    report: z.object({ id: z.uuid(), steps: z.array(result).max(steps.length), isFinished: z.boolean() }),
    view: z.object({
      state: z.enum(connectionTestStates),
      requestedAt: z.coerce.date(),
      requestedByName: z.string(),
      steps: z.array(result),
    }),
  };
}

/** The latest test of a program. */
export type ConnectionTest = {
  id: string;
  requestedAt: Date;
  requestedByName: string;
  startedAt: Date | null;
  finishedAt: Date | null;
  steps: ConnectionTestResult[];
};

/** A program that works asks for its tasks within seconds, and within half a minute while it is busy. */
export const connectionTestPickupMilliseconds = 40_000;
/** Above the sum of what the steps wait for at most. */
export const connectionTestMilliseconds = 120_000;

/** Computed from times: a program that is gone can tell nobody that it is. */
export function connectionTestStateOf(test: ConnectionTest, now: Date): ConnectionTestState {
  const { requestedAt, startedAt, finishedAt, steps } = test;
  if (finishedAt !== null) return steps.some(({ outcome }) => outcome === "failed") ? "failed" : "passed";
  const age = now.getTime() - requestedAt.getTime();
  if (startedAt === null) return age < connectionTestPickupMilliseconds ? "waiting" : "not-taken-up";
  return age < connectionTestMilliseconds ? "running" : "not-finished";
}

/** Whether a program may still take a test up, or is at it. */
export function isConnectionTestOpen(test: ConnectionTest, now: Date): boolean {
  const state = connectionTestStateOf(test, now);
  return state === "waiting" || state === "running";
}

/** Cuts a sentence to what a result may hold. */
export function connectionTestDetail(text: string): string {
  return text.replaceAll("\0", "").slice(0, detailMaximum);
}

/** A test as a page shows it. */
export type ConnectionTestView<Result extends ConnectionTestResult = ConnectionTestResult> = Pick<
  ConnectionTest,
  "requestedAt" | "requestedByName"
> & { state: ConnectionTestState; steps: Result[] };

export function connectionTestViewOf(test: ConnectionTest, now: Date): ConnectionTestView {
  const { requestedAt, requestedByName, steps } = test;
  return { state: connectionTestStateOf(test, now), requestedAt, requestedByName, steps };
}
