import { PrismaClient } from "./generated/client";
import { OneAtATimePg } from "./one-at-a-time";

/** A pool this large serves one process on one machine; Postgres' own limit divides among the processes. */
const poolSize = 10;

/**
 * A Prisma client on its own pool. Waiting has an end everywhere: for a connection, for a statement, and for a
 * transaction that was left open.
 */
export function createClient(connectionString: string): PrismaClient {
  const adapter = new OneAtATimePg({
    connectionString,
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    // Below the time of a transaction, so that the statement ends first and says that it was too long.
    options: "-c statement_timeout=14000 -c idle_in_transaction_session_timeout=20000",
  });
  return new PrismaClient({ adapter });
}
