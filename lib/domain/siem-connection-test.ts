import { z } from "zod";
import { siemFaults } from "./siem-feed";

/** The way of an event, in the order in which a test walks it. */
export const siemTestSteps = [
  "portal",
  "token",
  "receiver-name",
  "receiver-connection",
  "receiver-certificate",
  "test-event",
] as const;
export type SiemTestStep = (typeof siemTestSteps)[number];

/**
 * `unconfirmed` is as good as it gets where nobody can tell what arrived; `not-applicable` is a step that the protocol does
 * not have; `skipped` was not tried because an earlier step failed.
 */
export const siemTestOutcomes = ["ok", "unconfirmed", "not-applicable", "failed", "skipped"] as const;
export type SiemTestOutcome = (typeof siemTestOutcomes)[number];

const detailMaximum = 500;

export const siemTestResult = z.object({
  step: z.enum(siemTestSteps),
  outcome: z.enum(siemTestOutcomes),
  /** What was found, in the agent's own words, without secrets. */
  detail: z
    .string()
    .max(detailMaximum)
    .refine((text) => !text.includes("\0"), { error: "holds a NUL character" }),
  /** Which fault of the receiver it is; null for another reason, and for what did not fail. */
  fault: z.enum(siemFaults).nullable(),
});
export type SiemTestResult = z.infer<typeof siemTestResult>;

/** How far an agent has come with a test. It repeats what it said before, so a lost report loses nothing. */
export const siemTestReport = z.object({
  id: z.uuid(),
  steps: z.array(siemTestResult).max(siemTestSteps.length),
  isFinished: z.boolean(),
});
export type SiemTestReport = z.infer<typeof siemTestReport>;

/** The latest test of an agent. */
export type SiemConnectionTest = {
  id: string;
  requestedAt: Date;
  requestedByName: string;
  startedAt: Date | null;
  finishedAt: Date | null;
  steps: SiemTestResult[];
};

/** An agent that works asks for its tasks within seconds, and within half a minute while it writes. */
export const siemTestPickupMilliseconds = 40_000;
/** Above the sum of what the steps wait for at most. */
export const siemTestMilliseconds = 120_000;

export const siemTestStates = ["waiting", "running", "passed", "failed", "not-taken-up", "not-finished"] as const;
export type SiemTestState = (typeof siemTestStates)[number];

/** Computed from times: a program that is gone can tell nobody that it is. */
export function siemTestStateOf(test: SiemConnectionTest, now: Date): SiemTestState {
  const { requestedAt, startedAt, finishedAt, steps } = test;
  if (finishedAt !== null) return steps.some(({ outcome }) => outcome === "failed") ? "failed" : "passed";
  const age = now.getTime() - requestedAt.getTime();
  if (startedAt === null) return age < siemTestPickupMilliseconds ? "waiting" : "not-taken-up";
  return age < siemTestMilliseconds ? "running" : "not-finished";
}

/** Whether an agent may still take a test up, or is at it. */
export function isSiemTestOpen(test: SiemConnectionTest, now: Date): boolean {
  const state = siemTestStateOf(test, now);
  return state === "waiting" || state === "running";
}

/** Cuts a sentence to what a result may hold. */
export function siemTestDetail(text: string): string {
  return text.replaceAll("\0", "").slice(0, detailMaximum);
}

/** A test as a page shows it, also by way of JSON. */
export const siemTestView = z.object({
  state: z.enum(siemTestStates),
  requestedAt: z.coerce.date(),
  requestedByName: z.string(),
  steps: z.array(siemTestResult),
});
export type SiemTestView = z.infer<typeof siemTestView>;

export function siemTestViewOf(test: SiemConnectionTest, now: Date): SiemTestView {
  const { requestedAt, requestedByName, steps } = test;
  return { state: siemTestStateOf(test, now), requestedAt, requestedByName, steps };
}
