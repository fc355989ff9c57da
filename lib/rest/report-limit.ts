import { Failure } from "../domain/failure";
import { systemClock } from "../guard/clock";
import { FailureBucket } from "../guard/failure-bucket";
import { processOnce } from "../process-once";

/** A scanner sends lists; a person sends one. */
const reportsPerMinute = 60;

/** Counts a report of leaked tokens against its source. @throws Failure `rate-limited` */
export function limitReports(source: string): void {
  const reports = processOnce("leak-reports", () => new FailureBucket(reportsPerMinute));
  const now = systemClock.monotonic();
  const wait = reports.waitOf(source, now);
  if (wait > 0)
    throw new Failure("rate-limited", `Too many requests: at most ${reportsPerMinute} in a minute`, {
      retryAfterSeconds: Math.max(1, Math.ceil(wait / 1_000)),
      limit: reportsPerMinute,
      messageKey: "rateLimited",
    });
  reports.count(source, now);
}
