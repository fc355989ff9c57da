import { Pool, type PoolClient } from "pg";
import PgBoss from "pg-boss";
import { env } from "../env";
import { log } from "../log";
import { processOnce } from "../process-once";

/** The schema of the queue's tables. pg-boss makes them, as the owner, when the database is migrated. */
export const jobsSchema = "jobs";

const hour = 3_600;
const day = 24 * hour;

/** Connections of the workers: claims, leases and outcomes. Few, because none of them takes long. */
export function jobsPool(): Pool {
  const make = () => {
    const pool = new Pool({
      connectionString: env().DATABASE_URL,
      application_name: "portcullis-jobs",
      max: 3,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      statement_timeout: 15_000,
      query_timeout: 20_000,
    });
    pool.on("error", (error) => log().warn({ error: error.message }, "an idle connection of the job queue broke"));
    return pool;
  };
  return processOnce("jobs-pool", make, (pool) => pool.end());
}

/** A pg-boss that claims nothing by itself and never makes or changes tables. */
export function makeBoss(maintenanceIntervalSeconds: number): PgBoss {
  const boss = new PgBoss({
    schema: jobsSchema,
    db: { executeSql: (text, values) => withClient((client) => client.query(text, values)) },
    migrate: false,
    schedule: false,
    supervise: true,
    maintenanceIntervalSeconds,
    archiveCompletedAfterSeconds: hour,
    archiveFailedAfterSeconds: 7 * day,
    deleteAfterDays: 30,
  });
  boss.on("error", (error) => log().warn({ error: error.message }, "the job queue could not be looked after"));
  return boss;
}

/** The pg-boss through which this process enqueues, claims and settles; its own maintenance is never started. */
export function boss(): PgBoss {
  return processOnce("job-queue", () => makeBoss(day / 2));
}

/**
 * Lends a connection. One that saw an error is thrown away: pg-boss sends scripts with a transaction of their own, which a
 * failed one leaves open.
 */
export async function withClient<T>(use: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await jobsPool().connect();
  // The pool listens only to clients that it holds: without a listener here a connection that breaks ends the process.
  const onError = (error: Error) => log().warn({ error: error.message }, "a connection of the job queue broke");
  client.on("error", onError);
  let isSound = false;
  try {
    const result = await use(client);
    isSound = true;
    return result;
  } finally {
    client.off("error", onError);
    client.release(!isSound);
  }
}
