import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { isFailure } from "../domain/failure";
import { log } from "../log";
import type { JobContext, RunnableJob } from "./define-job";
import { type ClaimedJob, failJob, finishJob, giveBackJob, renewClaim } from "./job-store";
import { ProgressWriter } from "./progress-writer";

type EndCause = "timeout" | "stop" | "lost-claim";
type Outcome = { kind: "done" } | { kind: "failed"; error: unknown };

/** How long a handler may take to notice that its run is aborted. */
const abortMilliseconds = 5_000;
const minute = 60_000;
const retriedFailures = new Set(["unavailable", "rate-limited"]);

/**
 * One run of a claimed job: keeps the claim alive, ends in time, and settles the job. A run that has lost its claim, because
 * the process or the database stood still for longer than a lease, is aborted and settles nothing.
 */
export class JobRun {
  readonly #abort = new AbortController();
  #cause: EndCause | undefined;
  #heldUntil: number;

  constructor(
    readonly job: ClaimedJob,
    private readonly runnable: RunnableJob,
    private readonly leaseSeconds: number,
  ) {
    this.#heldUntil = performance.now() + leaseSeconds * 1_000;
  }

  /** Runs and settles. Never throws: what goes wrong is logged, and the lease gives the job to another run. */
  async run(): Promise<void> {
    const startedAt = performance.now();
    const timeout = setTimeout(() => this.#end("timeout"), this.runnable.timeoutMinutes * minute);
    const renewal = setInterval(() => void this.#renew(), (this.leaseSeconds * 1_000) / 4);
    try {
      await this.#renew();
      const outcome = this.#abort.signal.aborted ? null : await this.#attempt();
      if (outcome !== null) await this.#settle(outcome, performance.now() - startedAt);
    } catch (error) {
      log().error({ ...this.#facts(), error: textOf(error) }, "a job could not be settled; it will run again");
    } finally {
      clearTimeout(timeout);
      clearInterval(renewal);
    }
  }

  /** Aborts the run because the process stops; the job goes back to the queue unless it gets done all the same. */
  stop(): void {
    this.#end("stop");
  }

  #end(cause: EndCause): void {
    if (this.#abort.signal.aborted) return;
    this.#cause = cause;
    this.#abort.abort(new Error(`The run of the job ended: ${cause}`));
  }

  async #renew(): Promise<void> {
    const askedAt = performance.now();
    try {
      if (await renewClaim(this.job, this.leaseSeconds)) this.#heldUntil = askedAt + this.leaseSeconds * 1_000;
      else this.#end("lost-claim");
    } catch (error) {
      log().warn({ ...this.#facts(), error: textOf(error) }, "the claim on a job could not be renewed");
    }
    if (performance.now() >= this.#heldUntil) this.#end("lost-claim");
  }

  async #attempt(): Promise<Outcome> {
    const { input, lastReason } = this.job;
    const progress = new ProgressWriter(
      async (latest) => this.runnable.saveProgress?.(context, input, latest),
      (error) => log().warn({ ...this.#facts(), error: textOf(error) }, "the progress of a job could not be saved"),
    );
    const context: JobContext = {
      tenantId: this.job.tenantId,
      jobId: this.job.id,
      attempt: this.job.claim + 1,
      signal: this.#abort.signal,
      report: (latest) => progress.report(latest),
    };
    const work = async () => {
      await this.runnable.run(context, input, lastReason);
      await progress.flush();
    };
    const outcome = await Promise.race([outcomeOf(work()), this.#overdue()]);
    progress.close();
    return outcome;
  }

  /** Settles a while after the abort, for a handler that does not heed the signal. */
  async #overdue(): Promise<Outcome> {
    await new Promise<void>((resolve) => this.#abort.signal.addEventListener("abort", () => resolve(), { once: true }));
    await pause(abortMilliseconds, undefined, { ref: false });
    return { kind: "failed", error: new Error("The job did not end when it was told to") };
  }

  async #settle(outcome: Outcome, milliseconds: number): Promise<void> {
    const facts = { ...this.#facts(), milliseconds: Math.round(milliseconds) };
    if (this.#cause === "lost-claim") return log().warn(facts, "a job was taken over by another run");
    if (outcome.kind === "done") {
      const settled = await finishJob(this.job);
      return log().info({ ...facts, settled }, "job done");
    }
    if (this.#cause === "stop") {
      await giveBackJob(this.job);
      return log().info(facts, "job given back");
    }
    const { error } = outcome;
    await failJob(this.job, reasonOf(error, this.#cause), isFinal(error) && this.#cause === undefined);
    log().warn({ ...facts, cause: this.#cause, error: detailOf(error) }, "job failed");
  }

  #facts() {
    return { job: this.job.name, jobId: this.job.id, tenantId: this.job.tenantId, attempt: this.job.claim + 1 };
  }
}

async function outcomeOf(work: Promise<void>): Promise<Outcome> {
  try {
    await work;
    return { kind: "done" };
  } catch (error) {
    return { kind: "failed", error };
  }
}

function isFinal(error: unknown): boolean {
  return isFailure(error) && !retriedFailures.has(error.code);
}

/** A sentence that may be shown: an unexpected error's text may hold anything, so it goes to the log alone. */
function reasonOf(error: unknown, cause: EndCause | undefined): string {
  if (cause === "timeout") return "The work took too long";
  return isFailure(error) ? error.publicMessage : "Something went wrong";
}

function detailOf(error: unknown): string {
  if (isFailure(error)) return error.detail ?? error.publicMessage;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
