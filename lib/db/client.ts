import { Client, type ClientConfig, Pool, type PoolConfig } from "pg";
import { env } from "../env";
import { log } from "../log";
import { processOnce } from "../process-once";
import { createClient } from "./create-client";
import type { PrismaClient } from "./generated/client";

/** How long the guard lets a statement run, and waits for its answer and for a connection: then the caller gets a 503. */
export const guardPatience = { statement: 400, answer: 600, connection: 1_500 };

/** The portal's client: role portcullis_app, bound by row-level security. Use it through `withTenant`. */
export function appClient(): PrismaClient {
  return processOnce(
    "app-client",
    () => createClient(env().DATABASE_URL),
    (client) => client.$disconnect(),
  );
}

/**
 * The guard's and the sign-in's pool: role portcullis_auth, which may execute the functions of schema "auth" and nothing
 * else. Plain `pg` with named statements, because it serves the hot path.
 */
export function authPool(): Pool {
  const make = () =>
    openPool({
      connectionString: env().DATABASE_AUTH_URL,
      max: 8,
      connectionTimeoutMillis: 3_000,
      idleTimeoutMillis: 30_000,
      statement_timeout: 5_000,
      query_timeout: 6_000,
    });
  return processOnce("auth-pool", make, (pool) => pool.end());
}

/**
 * The guard's look-ups, apart from the sign-in's work: whatever floods one of them, the other has its connections. At most
 * so many at once, and none waits long for its turn or for its answer.
 */
export function guardPool(): Pool {
  const make = () => openPool({ ...guardConnection(), max: 6, idleTimeoutMillis: 30_000 });
  return processOnce("guard-pool", make, (pool) => pool.end());
}

function openPool(config: PoolConfig): Pool {
  const pool = new Pool(config);
  // An idle connection that breaks would otherwise end the process.
  pool.on("error", (error) => log().warn({ error: error.message }, "an idle database connection broke"));
  return pool;
}

/**
 * A connection of the guard's own, on which it hears that something changed. Not connected yet. How long an answer may
 * take is for the caller to watch, who can tell a slow server from a process that was itself held up.
 */
export function guardClient(): Client {
  return new Client({ ...guardConnection(), query_timeout: undefined, application_name: "portcullis-epoch" });
}

function guardConnection(): ClientConfig {
  return {
    connectionString: env().DATABASE_AUTH_URL,
    connectionTimeoutMillis: guardPatience.connection,
    statement_timeout: guardPatience.statement,
    // Where the server itself does not answer. Later than the server's own end, which says why.
    query_timeout: guardPatience.answer,
    keepAlive: true,
  };
}
