import type { Transaction } from "../db/transaction";
import type { Job } from "./define-job";
import { insertJob } from "./job-store";

/** A payload holds ids: what is longer than this is somebody's data. */
const payloadCharactersMaximum = 2_000;

/**
 * Puts a job into the queue as part of a transaction: it exists exactly when the change beside it does, and no worker sees
 * it before. The job will run in the tenant of the transaction.
 *
 * Jobs of one kind start in the order in which they came, but a tenant's second waiting job stands behind every other
 * tenant's first, its third behind their second, and so on.
 * @returns the job's id
 * @throws ZodError when the input is not what the job takes; Error when its queue does not exist
 */
export async function enqueueJob<Input>(
  tx: Transaction,
  tenantId: string,
  job: Job<Input>,
  input: Input,
): Promise<string> {
  const payload = { tenantId, input: job.check(input) };
  if (JSON.stringify(payload).length > payloadCharactersMaximum)
    throw new Error(`The payload of a ${job.name} job is too long: a job holds ids, not data.`);
  const id = await insertJob(tx, job, payload);
  if (id === null) throw new Error(`There is no queue for ${job.name}: add it to lib/jobs/job-names.ts and migrate.`);
  return id;
}
