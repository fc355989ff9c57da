import { randomUUID } from "node:crypto";
import type { TokenPrincipal } from "../domain/access";
import type { CallOutcome } from "../domain/token-usage";
import { log } from "../log";
import { processOnce } from "../process-once";
import { UsageRecorder } from "./usage-recorder";
import { isUnwritable, saveCounts, saveUses } from "./usage-store";

/** A guarded call as the guard saw it end. */
export type GuardedCall = {
  method: string;
  /** Route template, such as `/api/v1/alerts/:id/`. */
  route: string;
  outcome: CallOutcome;
  ip: string;
  userAgent: string;
  at: Date;
};

/** Counts one call of a token, and moves its last use unless the call was refused. Only the guard calls this. */
export function recordCall(
  { tenantId, tokenId }: Pick<TokenPrincipal, "tenantId" | "tokenId">,
  call: GuardedCall,
): void {
  recorder().record({ tenantId, tokenId, ...call });
}

/** Writes all recorded calls that are still in memory. */
export function flushRecordedCalls(): Promise<void> {
  return recorder().flush();
}

function recorder(): UsageRecorder {
  return processOnce("usage-recorder", () => {
    const writer = randomUUID();
    return new UsageRecorder({
      saveUses,
      saveCounts: (batch, rows) => saveCounts({ writer, batch }, rows),
      isUnwritable,
      onRetry: (error) =>
        log().error({ error: String(error) }, "usage could not be written; kept in memory for the next try"),
      onLoss: (error, rows) =>
        log().error({ error: String(error), rows }, "usage was refused by the database and lost"),
    });
  });
}
