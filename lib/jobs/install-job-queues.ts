import { Client } from "pg";
import PgBoss from "pg-boss";
import { failedQueueOf, jobNames } from "./job-names";
import { jobsSchema } from "./queue-database";

/**
 * Makes the queue's tables, or brings them up to date, and one queue for each kind of job with one for its failures; then
 * lets the portal's own role read and write jobs, and change no table. Part of every migration; a second run changes
 * nothing.
 */
export async function installJobQueues(ownerUrl: string, appRole: string, names = jobNames): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: jobsSchema,
    schedule: false,
    supervise: false,
    max: 1,
  });
  let connectionError: Error | undefined;
  boss.on("error", (error) => {
    connectionError = error;
  });
  await boss.start();
  try {
    for (const name of names.flatMap((one) => [failedQueueOf(one), one])) await boss.createQueue(name);
  } finally {
    await boss.stop({ graceful: false });
  }
  if (connectionError) throw connectionError;
  await grant(ownerUrl, appRole);
}

async function grant(ownerUrl: string, appRole: string): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const role = owner.escapeIdentifier(appRole);
    await owner.query(`grant usage on schema ${jobsSchema} to ${role}`);
    await owner.query(`grant select, insert, update, delete on ${jobsSchema}.job, ${jobsSchema}.archive to ${role}`);
    await owner.query(`grant select on ${jobsSchema}.queue, ${jobsSchema}.version to ${role}`);
    await owner.query(`grant update (maintained_on) on ${jobsSchema}.version to ${role}`);
  } finally {
    await owner.end();
  }
}
