import type { TokenPrincipal } from "../domain/access";
import { log } from "../log";
import { processOnce } from "../process-once";
import { saveCalls } from "./guard-store";
import { UsageBuffer } from "./usage-buffer";

/** A guarded call as the guard saw it end. */
export type GuardedCall = {
  method: string;
  /** Route template, such as `/api/v1/alerts/:id/`. */
  route: string;
  /** HTTP status of the answer. */
  outcome: number;
  ip: string;
  userAgent: string;
  at: Date;
};

/** Counts one call of a verified token, and moves its last use unless the call was refused. Only the guard calls this. */
export function recordCall(principal: TokenPrincipal, call: GuardedCall): void {
  usageBuffer().add({ tenantId: principal.tenantId, tokenId: principal.tokenId, ...call });
}

/** Writes all recorded calls that are still in memory. */
export function flushRecordedCalls(): Promise<void> {
  return usageBuffer().flush();
}

function usageBuffer(): UsageBuffer {
  return processOnce(
    "usage-buffer",
    () =>
      new UsageBuffer(saveCalls, (error) =>
        log().error({ error: String(error) }, "usage could not be written; kept in memory for the next try"),
      ),
  );
}
