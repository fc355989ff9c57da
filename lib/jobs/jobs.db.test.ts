import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { Failure } from "../domain/failure";
import { defineJob, type Job, type JobContext } from "./define-job";
import { enqueueJob } from "./enqueue-job";
import { installJobQueues } from "./install-job-queues";
import { claimJobs } from "./job-store";
import { jobsPool } from "./queue-database";
import { startWorkers, type WorkerOptions, type Workers } from "./start-workers";

const contoso = randomUUID();
const fabrikam = randomUUID();
const patience = { timeout: 20_000, interval: 20 };
const started: Workers[] = [];

type Numbered = { number: number };

afterEach(async () => {
  await Promise.all(started.splice(0).map((workers) => workers.stop(0)));
});

test("a job exists exactly when the change beside it does", async () => {
  const ran: number[] = [];
  const job = await makeJob({ handle: async (_context, { number }) => void ran.push(number) });
  await work([job]);
  const rolledBack = withTenant(contoso, async (tx) => {
    await enqueueJob(tx, contoso, job, { number: 1 });
    throw new Error("the change failed");
  });
  await expect(rolledBack).rejects.toThrow("the change failed");
  await enqueue(job, contoso, 2);
  await vi.waitFor(async () => expect(await statesOf(job)).toEqual(["completed"]), patience);
  expect(ran).toEqual([2]);
});

test("two workers never run one job twice at once, and every job runs", async () => {
  const running = new Set<number>();
  const ran: number[] = [];
  const twice: number[] = [];
  const job = await makeJob({
    handle: async (_context, { number }) => {
      if (running.has(number)) twice.push(number);
      running.add(number);
      await new Promise((resolve) => setImmediate(resolve));
      running.delete(number);
      ran.push(number);
    },
  });
  const numbers = Array.from({ length: 40 }, (_, i) => i);
  for (const number of numbers) await enqueue(job, contoso, number);
  await Promise.all([work([job], { concurrency: 4 }), work([job], { concurrency: 4 })]);
  await vi.waitFor(() => expect(ran.toSorted((a, b) => a - b)).toEqual(numbers), patience);
  expect(twice).toEqual([]);
}, 30_000);

test("a killed process's job runs again in another one", async () => {
  const attempts: number[] = [];
  const job = await makeJob({ handle: async (context) => void attempts.push(context.attempt) });
  await enqueue(job, contoso, 1);
  const child = fork(fileURLToPath(new URL("./jobs.process.ts", import.meta.url)), [job.name], {
    execArgv: ["--import", "tsx"],
  });
  await once(child, "message");
  await work([job], { leaseSeconds: 2, maintenanceIntervalSeconds: 1 });
  child.kill("SIGKILL");
  await vi.waitFor(() => expect(attempts).toEqual([2]), patience);
}, 30_000);

test("broken database connections cost no job", async () => {
  const ran: number[] = [];
  const job = await makeJob({ handle: async (_context, { number }) => void ran.push(number) });
  await work([job]);
  for (const number of [1, 2, 3]) {
    await enqueue(job, contoso, number);
    await appClient().$queryRaw`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'portcullis-jobs' and datname = current_database()`;
  }
  await vi.waitFor(async () => expect(await statesOf(job)).toEqual(["completed", "completed", "completed"]), patience);
  expect(new Set(ran)).toEqual(new Set([1, 2, 3]));
}, 30_000);

test("a job whose taker is gone before it said a word is another's after one lease", async () => {
  const ran: number[] = [];
  const job = await makeJob({ handle: async (_context, { number }) => void ran.push(number) });
  await enqueue(job, contoso, 1);
  expect(await claimJobs(job.name, 1, 1)).toHaveLength(1);
  await work([job]);
  await vi.waitFor(async () => expect(await statesOf(job)).toEqual(["completed"]), patience);
  expect(ran).toEqual([1]);
}, 30_000);

test("a job that is longer than its lease stays with its worker", async () => {
  let runs = 0;
  const job = await makeJob({
    handle: async () => {
      runs += 1;
      await untilStartedFor(job, 3);
    },
  });
  await enqueue(job, contoso, 1);
  const options = { leaseSeconds: 1, maintenanceIntervalSeconds: 1 };
  await Promise.all([work([job], options), work([job], options)]);
  await vi.waitFor(async () => expect(await statesOf(job)).toEqual(["completed"]), patience);
  expect(runs).toBe(1);
}, 30_000);

test("a run that lost its job to another one is aborted and settles nothing", async () => {
  const aborted: boolean[] = [];
  const job = await makeJob({
    handle: async ({ signal }) => {
      await jobsPool().query("update jobs.job set retry_count = retry_count + 1 where name = $1", [job.name]);
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      aborted.push(signal.aborted);
    },
  });
  await enqueue(job, contoso, 1);
  const workers = await work([job], { leaseSeconds: 1, maintenanceIntervalSeconds: 60 });
  await vi.waitFor(() => expect(aborted).toEqual([true]), patience);
  await workers.stop();
  expect(await statesOf(job)).toEqual(["active"]);
});

test("a failing job is tried again later, ends as failed, and says so without the error's text", async () => {
  const failures: string[] = [];
  const ranAt: number[] = [];
  const job = await makeJob({
    attempts: 2,
    handle: async () => {
      ranAt.push(Date.now());
      throw new Error("duplicate key (email)=(ada@contoso.example)");
    },
    onFailed: async (context, { number }, reason) => void failures.push(`${context.tenantId} ${number} ${reason}`),
  });
  await work([job]);
  await enqueue(job, contoso, 7);
  await vi.waitFor(() => expect(failures).toEqual([`${contoso} 7 Something went wrong`]), patience);
  const [first = 0, second = 0, ...more] = ranAt;
  expect(second - first).toBeGreaterThanOrEqual(950);
  expect(more).toEqual([]);
  expect(await outputsOf(job)).toEqual([{ state: "failed", output: { reason: "Something went wrong" } }]);
}, 30_000);

test("a Failure ends the job at once with its public sentence", async () => {
  const job = await makeJob({
    handle: async () => {
      throw new Failure("invalid", "The file is not a Squid log", { detail: "line 1" });
    },
  });
  await work([job]);
  await enqueue(job, contoso, 1);
  await vi.waitFor(
    async () =>
      expect(await outputsOf(job)).toEqual([{ state: "failed", output: { reason: "The file is not a Squid log" } }]),
    patience,
  );
});

test("a stop lets a job finish, and gives back one that does not, without using a run up", async () => {
  const contexts: JobContext[] = [];
  let finish = () => {};
  const job = await makeJob({
    handle: async (context, { number }) => {
      contexts.push(context);
      if (number === 1) await new Promise<void>((resolve) => (finish = resolve));
      else
        await new Promise((_, reject) => context.signal.addEventListener("abort", () => reject(context.signal.reason)));
    },
  });
  await enqueue(job, contoso, 1);
  const first = await work([job]);
  await vi.waitFor(() => expect(contexts).toHaveLength(1), patience);
  const stopped = first.stop(10_000);
  finish();
  await stopped;
  expect(await statesOf(job)).toEqual(["completed"]);

  await enqueue(job, contoso, 2);
  const second = await work([job]);
  await vi.waitFor(() => expect(contexts).toHaveLength(2), patience);
  await second.stop(0);
  expect(await statesOf(job)).toEqual(["completed", "retry"]);
  await work([job]);
  await vi.waitFor(() => expect(contexts.map((context) => context.attempt)).toEqual([1, 1, 1]), patience);
}, 30_000);

test("progress reaches its writer, the last one always", async () => {
  const seen: number[] = [];
  const job = await makeJob({
    handle: async (context) => {
      for (let done = 1; done <= 500; done += 1) context.report({ done, total: 500 });
    },
    onProgress: async (_context, _input, { done }) => void seen.push(done),
  });
  await work([job]);
  await enqueue(job, contoso, 1);
  await vi.waitFor(async () => expect(await statesOf(job)).toEqual(["completed"]), patience);
  expect(seen).toEqual([1, 500]);
});

test("a tenant's many jobs do not keep another tenant waiting", async () => {
  const order: string[] = [];
  const job = await makeJob({
    handle: async ({ tenantId }) => void order.push(tenantId === contoso ? "contoso" : "fabrikam"),
  });
  for (const number of [1, 2, 3]) await enqueue(job, contoso, number);
  await enqueue(job, fabrikam, 1);
  await work([job], { concurrency: 1 });
  await vi.waitFor(() => expect(order).toEqual(["contoso", "fabrikam", "contoso", "contoso"]), patience);
});

test("a database without the job's queue is refused with the remedy", async () => {
  const job = defineJob({ name: "never-made", input: z.object({}), handle: async () => undefined });
  await expect(startWorkers([job])).rejects.toThrow("npm run migrate");
  await expect(withTenant(contoso, (tx) => enqueueJob(tx, contoso, job, {}))).rejects.toThrow("There is no queue");
});

test("a payload that holds data instead of ids is refused", async () => {
  const job = defineJob({ name: "never-made", input: z.object({ text: z.string() }), handle: async () => undefined });
  const enqueued = withTenant(contoso, (tx) => enqueueJob(tx, contoso, job, { text: "x".repeat(3_000) }));
  await expect(enqueued).rejects.toThrow("too long");
});

type Hooks = {
  attempts?: number;
  handle: (context: JobContext, input: Numbered) => Promise<void>;
  onProgress?: (context: JobContext, input: Numbered, progress: { done: number }) => Promise<void>;
  onFailed?: (context: JobContext, input: Numbered, reason: string) => Promise<void>;
};

async function makeJob(hooks: Hooks): Promise<Job<Numbered>> {
  const name = `test-${randomUUID()}`;
  await installJobQueues(process.env.TEST_DATABASE_OWNER_URL ?? "", "portcullis_app", [name]);
  return defineJob({ name, input: z.object({ number: z.number() }), retryDelaySeconds: 1, ...hooks });
}

async function work(jobs: Job<Numbered>[], options: Partial<WorkerOptions> = {}): Promise<Workers> {
  const workers = await startWorkers(jobs, {
    concurrency: 2,
    pollMilliseconds: 20,
    leaseSeconds: 3,
    maintenanceIntervalSeconds: 1,
    ...options,
  });
  started.push(workers);
  return workers;
}

function enqueue(job: Job<Numbered>, tenantId: string, number: number): Promise<string> {
  return withTenant(tenantId, (tx) => enqueueJob(tx, tenantId, job, { number }));
}

/** Resolves once a job was started that long ago by the database's clock. */
async function untilStartedFor(job: Job<Numbered>, seconds: number): Promise<void> {
  await vi.waitFor(async () => {
    const { rowCount } = await jobsPool().query(
      "select from jobs.job where name = $1 and started_on + make_interval(secs => $2) < now()",
      [job.name, seconds],
    );
    expect(rowCount).toBe(1);
  }, patience);
}

async function outputsOf(job: Job<Numbered>): Promise<unknown[]> {
  return (await jobsPool().query("select state, output from jobs.job where name = $1 order by created_on", [job.name]))
    .rows;
}

async function statesOf(job: Job<Numbered>): Promise<unknown[]> {
  return (
    await jobsPool().query("select state from jobs.job where name = $1 order by created_on", [job.name])
  ).rows.map((row) => row.state);
}
