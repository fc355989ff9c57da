import { randomUUID } from "node:crypto";
import { log } from "../log";
import { processOnce } from "../process-once";
import type { RecordedCall } from "./usage-buffer";
import { UsageRecorder } from "./usage-recorder";
import { isUnwritable, saveCounts, saveUses } from "./usage-store";

/** Counts one call of a token, and moves its last use unless the call was refused. Only the guard calls this. */
export function recordCall(call: RecordedCall): void {
  recorder().record(call);
}

/** Writes all recorded calls that are still in memory. */
export function flushRecordedCalls(): Promise<void> {
  return recorder().flush();
}

/** Kept here too, because each call asks for it. */
let known: UsageRecorder | undefined;

function recorder(): UsageRecorder {
  known ??= processOnce("usage-recorder", makeRecorder);
  return known;
}

function makeRecorder(): UsageRecorder {
  const writer = randomUUID();
  return new UsageRecorder({
    saveUses,
    saveCounts: (batch, rows) => saveCounts({ writer, batch }, rows),
    isUnwritable,
    onRetry: (error) =>
      log().error({ error: String(error) }, "usage could not be written; kept in memory for the next try"),
    onLoss: (error, rows) => log().error({ error: String(error), rows }, "usage was refused by the database and lost"),
  });
}
