import { Pool } from "pg";
import { env } from "../env";
import { log } from "../log";
import { processOnce } from "../process-once";
import { createClient } from "./create-client";
import type { PrismaClient } from "./generated/client";

/** The portal's client: role portcullis_app, bound by row-level security. Use it through `withTenant`. */
export function appClient(): PrismaClient {
  return processOnce("app-client", () => createClient(env().DATABASE_URL));
}

/**
 * The guard's and the sign-in's pool: role portcullis_auth, which may execute the functions of schema "auth" and nothing
 * else. Plain `pg` with named statements, because it serves the hot path.
 */
export function authPool(): Pool {
  return processOnce("auth-pool", () => {
    const pool = new Pool({
      connectionString: env().DATABASE_AUTH_URL,
      max: 8,
      connectionTimeoutMillis: 3_000,
      idleTimeoutMillis: 30_000,
      statement_timeout: 5_000,
      query_timeout: 6_000,
    });
    // An idle connection that breaks would otherwise end the process.
    pool.on("error", (error) => log().warn({ error: error.message }, "an idle database connection broke"));
    return pool;
  });
}

/** Closes both pools. For a graceful stop, after the last flush. */
export async function closeDatabase(): Promise<void> {
  await Promise.allSettled([appClient().$disconnect(), authPool().end()]);
}
