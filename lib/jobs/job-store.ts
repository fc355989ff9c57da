import type { PoolClient } from "pg";
import { z } from "zod";
import type { Transaction } from "../db/transaction";
import type { Job } from "./define-job";
import { boss, jobsSchema, withClient } from "./queue-database";

/** A job in the hands of one run. `claim` goes up with each run, so that a run that lost the job cannot settle it. */
export type ClaimedJob = {
  id: string;
  name: string;
  claim: number;
  tenantId: string;
  input: unknown;
  lastReason: string;
};

const waitingCountMaximum = 1_000;
const died = "The work stopped before it was done";

const waitingRow = z.object({ waiting: z.number() });
const nameRow = z.object({ name: z.string() });
const payload = z.object({ tenantId: z.string(), input: z.unknown() });
const claimedRow = z.object({
  id: z.string(),
  name: z.string(),
  data: payload,
  retryCount: z.number(),
  output: z.unknown(),
});
const reasonOutput = z.object({ reason: z.string() });

/** Writes a job in the caller's transaction; null when it has no queue. */
export async function insertJob<Input>(
  tx: Transaction,
  job: Job<Input>,
  data: z.infer<typeof payload>,
): Promise<string | null> {
  const executeSql = async (text: string, values: unknown[]) => ({
    rows: await tx.$queryRawUnsafe<unknown[]>(text, ...values),
  });
  return boss().send(job.name, data, {
    db: { executeSql },
    priority: -(await countWaiting(tx, job.name, data.tenantId)),
    retryLimit: job.attempts - 1,
    retryDelay: job.retryDelaySeconds,
    retryBackoff: true,
    ...(job.failedQueue === null ? {} : { deadLetter: job.failedQueue }),
  });
}

async function countWaiting(tx: Transaction, name: string, tenantId: string): Promise<number> {
  const rows = await tx.$queryRawUnsafe(
    `select count(*)::integer as waiting from (
       select from ${jobsSchema}.job where name = $1 and state < 'active' and data->>'tenantId' = $2 limit ${waitingCountMaximum}
     ) as found`,
    name,
    tenantId,
  );
  return z.array(waitingRow).parse(rows)[0]?.waiting ?? 0;
}

/** The queues that hold a job which may start now: one statement, however many queues there are. */
export async function findWaitingQueues(): Promise<string[]> {
  const { rows } = await withClient((client) =>
    client.query({
      name: "find_waiting_queues",
      text: `select name from ${jobsSchema}.queue q where exists (
               select from ${jobsSchema}.job j where j.name = q.name and j.state < 'active' and j.start_after < now())`,
    }),
  );
  return z
    .array(nameRow)
    .parse(rows)
    .map((row) => row.name);
}

/** Every queue that the migration has made. */
export async function findQueues(): Promise<Set<string>> {
  return new Set((await boss().getQueues()).map((queue) => queue.name));
}

/**
 * Takes up to `count` jobs out of a queue; no other worker gets them for a lease. It counts from the claim itself: whoever
 * took a job may be gone, or never hear of it, before it could say that it is at work.
 */
export async function claimJobs(name: string, count: number, leaseSeconds: number): Promise<ClaimedJob[]> {
  const jobs = await withClient(async (client) => {
    await client.query("begin");
    const fetched = await boss().fetch(name, { batchSize: count, includeMetadata: true, db: executorOf(client) });
    await client.query(
      `update ${jobsSchema}.job set expire_in = make_interval(secs => $3) where name = $1 and id = any($2)`,
      [name, fetched.map(({ id }) => id), leaseSeconds],
    );
    await client.query("commit");
    return fetched;
  });
  return jobs.map((job) => {
    const { id, data, retryCount, output } = claimedRow.parse(job);
    const reason = reasonOutput.safeParse(output);
    return { id, name, claim: retryCount, ...data, lastReason: reason.success ? reason.data.reason : died };
  });
}

/** Makes a claim last for another lease; false when the run no longer has it. */
export async function renewClaim(job: ClaimedJob, leaseSeconds: number): Promise<boolean> {
  const { rowCount } = await withClient((client) =>
    client.query({
      name: "renew_claim",
      text: `update ${jobsSchema}.job set expire_in = now() - started_on + make_interval(secs => $4)
             where name = $1 and id = $2 and state = 'active' and retry_count = $3`,
      values: [job.name, job.id, job.claim, leaseSeconds],
    }),
  );
  return rowCount === 1;
}

/** Marks a claimed job as done; false when the run no longer has it. */
export function finishJob(job: ClaimedJob): Promise<boolean> {
  return whileClaimed(job, async (client) => {
    await boss().complete(job.name, job.id, {}, { db: executorOf(client) });
  });
}

/** Marks a claimed job as failed: it runs again later, or never when its runs are used up or the failure is final. */
export function failJob(job: ClaimedJob, reason: string, isFinal: boolean): Promise<boolean> {
  return whileClaimed(job, async (client) => {
    if (isFinal)
      await client.query(`update ${jobsSchema}.job set retry_limit = retry_count where name = $1 and id = $2`, [
        job.name,
        job.id,
      ]);
    await boss().fail(job.name, job.id, { reason }, { db: executorOf(client) });
  });
}

/** Puts a claimed job back as if it had not been taken: it runs at once elsewhere, and no run is used up. */
export function giveBackJob(job: ClaimedJob): Promise<boolean> {
  return whileClaimed(job, async (client) => {
    await client.query(
      `update ${jobsSchema}.job set state = 'retry', start_after = now(),
         started_on = case when retry_count > 0 then started_on end, retry_count = greatest(0, retry_count - 1)
       where name = $1 and id = $2`,
      [job.name, job.id],
    );
  });
}

async function whileClaimed(job: ClaimedJob, change: (client: PoolClient) => Promise<void>): Promise<boolean> {
  return withClient(async (client) => {
    await client.query("begin");
    const { rowCount } = await client.query(
      `select from ${jobsSchema}.job where name = $1 and id = $2 and state = 'active' and retry_count = $3 for update`,
      [job.name, job.id, job.claim],
    );
    if (rowCount === 1) await change(client);
    await client.query("commit");
    return rowCount === 1;
  });
}

function executorOf(client: PoolClient) {
  return { executeSql: (text: string, values: unknown[]) => client.query(text, values) };
}
