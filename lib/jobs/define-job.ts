import type { z } from "zod";
import { failedQueueOf } from "./job-names";

/** How far a job is. `total` is null while nobody knows. The unit is the job's own: bytes, lines, rows. */
export type JobProgress = { done: number; total: number | null };

/** What a handler knows about the run it is in. */
export type JobContext = {
  tenantId: string;
  jobId: string;
  /** 1 for the first run. */
  attempt: number;
  /**
   * Aborted when the time is up, when the process stops, or when the claim on the job was lost. A handler passes it on to
   * what it waits for, and writes nothing more once it is aborted.
   */
  signal: AbortSignal;
  /** Tells how far the job is. Cheap: at most one write a second comes of it. */
  report: (progress: JobProgress) => void;
};

export type JobSpecification<Schema extends z.ZodType> = {
  /** One of lib/jobs/job-names.ts. */
  name: string;
  /** Ids and choices only: never a tenant's data, never a secret. */
  input: Schema;
  /**
   * Does the work, in transactions of its own through `withTenant(context.tenantId, …)`. It may run again after it was
   * half done, or even after it was done, so doing it twice must come to the same.
   *
   * A thrown Failure ends the job at once, with its public sentence as the reason (`unavailable` and `rate-limited` are
   * tried again); anything else is logged and tried again.
   */
  handle: (context: JobContext, input: z.output<Schema>) => Promise<void>;
  /** Keeps the latest progress where people see it. */
  onProgress?: (context: JobContext, input: z.output<Schema>, progress: JobProgress) => Promise<void>;
  /**
   * Hears, in a job of its own, that the job has failed for good, even when the process died each time. The reason is a
   * sentence that may be shown.
   */
  onFailed?: (context: JobContext, input: z.output<Schema>, reason: string) => Promise<void>;
  /** Time for one attempt; 60 unless told. */
  timeoutMinutes?: number;
  /** Runs in all; 5 unless told. */
  attempts?: number;
  /** Wait before the second run, doubled for each further one and spread at random; 5 unless told. */
  retryDelaySeconds?: number;
  /** Jobs of this kind at once in one process; as many as the process may run unless told. */
  concurrency?: number;
};

/** A queue and what to do with its jobs, with the input's type forgotten: what a worker needs. */
export type RunnableJob = {
  name: string;
  timeoutMinutes: number;
  concurrency: number;
  run: (context: JobContext, input: unknown, lastReason: string) => Promise<void>;
  saveProgress: ((context: JobContext, input: unknown, progress: JobProgress) => Promise<void>) | undefined;
};

/** A kind of job: `enqueueJob` takes it with its input, `startWorkers` runs its queues. */
export type Job<Input> = {
  name: string;
  attempts: number;
  retryDelaySeconds: number;
  failedQueue: string | null;
  check: (input: Input) => unknown;
  runnables: RunnableJob[];
};

/** Declares a kind of job once, for those who enqueue it and for the workers. */
export function defineJob<Schema extends z.ZodType>(spec: JobSpecification<Schema>): Job<z.input<Schema>> {
  const {
    name,
    input,
    handle,
    onProgress,
    onFailed,
    timeoutMinutes = 60,
    concurrency = Number.POSITIVE_INFINITY,
  } = spec;
  const runnables: RunnableJob[] = [
    {
      name,
      timeoutMinutes,
      concurrency,
      run: (context, raw) => handle(context, input.parse(raw)),
      saveProgress: onProgress && ((context, raw, progress) => onProgress(context, input.parse(raw), progress)),
    },
  ];
  if (onFailed)
    runnables.push({
      name: failedQueueOf(name),
      timeoutMinutes: 1,
      concurrency: 1,
      run: (context, raw, reason) => onFailed(context, input.parse(raw), reason),
      saveProgress: undefined,
    });
  return {
    name,
    attempts: spec.attempts ?? 5,
    retryDelaySeconds: spec.retryDelaySeconds ?? 5,
    failedQueue: onFailed ? failedQueueOf(name) : null,
    check: (value) => input.parse(value),
    runnables,
  };
}
