import { setTimeout as pause } from "node:timers/promises";
import { env } from "../env";
import { log } from "../log";
import type { RunnableJob } from "./define-job";
import { type ClaimedJob, claimJobs, findQueues, findWaitingQueues } from "./job-store";
import { makeBoss } from "./queue-database";
import { JobRun } from "./run-job";

export type WorkerOptions = {
  /** Jobs at once in this process; PORTAL_JOB_CONCURRENCY unless told. */
  concurrency: number;
  pollMilliseconds: number;
  /** How long a job stays with a process that says nothing any more. */
  leaseSeconds: number;
  /** How often the queue is searched for such jobs, by one of the processes. */
  maintenanceIntervalSeconds: number;
};

export type Workers = {
  /**
   * Takes no new jobs, waits for the running ones, and gives back those that are not done in time.
   * Resolves when the last one is settled.
   */
  stop: (graceMilliseconds?: number) => Promise<void>;
};

const defaults = { pollMilliseconds: 1_000, leaseSeconds: 45, maintenanceIntervalSeconds: 15 };
const graceMillisecondsDefault = 5_000;
/** Of the first look at the queues; each waits for a connection for five seconds. */
const startAttempts = 6;

/**
 * Runs the jobs of these kinds in this process, beside any number of other processes on the same database. Each job runs at
 * least once and in one process at a time. A job whose process was killed runs again about a minute later.
 * @throws Error with the remedy when the database lacks the queue of one of them
 */
export async function startWorkers(
  jobs: readonly { runnables: readonly RunnableJob[] }[],
  options: Partial<WorkerOptions> = {},
): Promise<Workers> {
  const settings = { concurrency: env().PORTAL_JOB_CONCURRENCY, ...defaults, ...options };
  const runnables = new Map(jobs.flatMap((job) => job.runnables).map((runnable) => [runnable.name, runnable]));
  const keeper = makeBoss(settings.maintenanceIntervalSeconds);
  await refuseMissingQueues(runnables.keys());
  await keeper.start().catch((error: unknown) => {
    throw new Error(`The job queue is not ready (${String(error)}). Bring the database up to date: npm run migrate`);
  });
  const pool = new WorkerPool(runnables, settings);
  const loop = pool.takeJobs();
  return {
    stop: async (graceMilliseconds = graceMillisecondsDefault) => {
      await pool.stop(graceMilliseconds);
      await loop;
      await keeper.stop({ graceful: false });
    },
  };
}

async function refuseMissingQueues(names: Iterable<string>): Promise<void> {
  const queues = await patiently(findQueues).catch((error: unknown) => {
    throw new Error(`The job queue cannot be read (${String(error)}). Bring the database up to date: npm run migrate`);
  });
  const missing = [...names].filter((name) => !queues.has(name));
  if (missing.length > 0)
    throw new Error(`The database lacks the job queues ${missing.join(", ")}. Bring it up to date: npm run migrate`);
}

/** On a machine that is busy with starting, a first connection may take longer than calls in service are given. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let left = startAttempts - 1; left > 0; left -= 1) {
    const answer = await ask().then(
      (value) => ({ value }),
      () => null,
    );
    if (answer !== null) return answer.value;
  }
  return ask();
}

class WorkerPool {
  readonly #runs = new Map<JobRun, Promise<void>>();
  #isStopping = false;
  #wake = () => {};

  constructor(
    private readonly runnables: ReadonlyMap<string, RunnableJob>,
    private readonly settings: WorkerOptions,
  ) {}

  async takeJobs(): Promise<void> {
    while (!this.#isStopping) {
      const taken = await this.#takeWhatFits().catch((error: unknown) => {
        log().warn({ error: String(error) }, "jobs could not be taken from the queue");
        return 0;
      });
      if (taken === 0) await this.#untilWoken();
    }
  }

  async stop(graceMilliseconds: number): Promise<void> {
    this.#isStopping = true;
    this.#wake();
    const isDone = () => Promise.all(this.#runs.values());
    await Promise.race([isDone(), pause(graceMilliseconds, undefined, { ref: false })]);
    for (const run of this.#runs.keys()) run.stop();
    await isDone();
  }

  async #takeWhatFits(): Promise<number> {
    if (this.#free() === 0) return 0;
    let taken = 0;
    for (const name of await findWaitingQueues()) {
      const runnable = this.runnables.get(name);
      if (runnable === undefined || this.#isStopping) continue;
      const running = [...this.#runs.keys()].filter((run) => run.job.name === name).length;
      // One at a time, so that no kind of job takes every place while others wait.
      if (this.#free() === 0 || running >= runnable.concurrency) continue;
      for (const job of await claimJobs(name, 1, this.settings.leaseSeconds)) {
        this.#begin(job, runnable);
        taken += 1;
      }
    }
    return taken;
  }

  #free(): number {
    return Math.max(0, this.settings.concurrency - this.#runs.size);
  }

  #begin(job: ClaimedJob, runnable: RunnableJob): void {
    const run = new JobRun(job, runnable, this.settings.leaseSeconds);
    const ended = run.run().finally(() => {
      this.#runs.delete(run);
      this.#wake();
    });
    this.#runs.set(run, ended);
    if (this.#isStopping) run.stop();
  }

  #untilWoken(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.settings.pollMilliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
