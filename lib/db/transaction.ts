import { appClient } from "./client";
import type { PrismaClient } from "./generated/client";
import type { TransactionClient } from "./generated/internal/prismaNamespace";

/** A transaction in which the database shows and accepts rows of one tenant only. */
export type Transaction = TransactionClient;

/**
 * Runs work in one transaction bound to a tenant. The first statement sets `app.tenant` for this transaction alone, so a
 * pooled connection carries nothing over to the next tenant; without it row-level security shows zero rows.
 * What the work throws rolls everything back and is thrown on.
 * @param timeoutMilliseconds how long the whole transaction may take
 */
export function withTenant<T>(
  tenantId: string,
  work: (tx: Transaction) => Promise<T>,
  client: PrismaClient = appClient(),
  timeoutMilliseconds = 15_000,
): Promise<T> {
  return client.$transaction(
    async (tx) => {
      await tx.$executeRaw`select set_config('app.tenant', ${tenantId}, true)`;
      return work(tx);
    },
    { maxWait: 5_000, timeout: timeoutMilliseconds },
  );
}
