import { z } from "zod";
import { env } from "../env";
import { defineJob } from "../jobs/define-job";
import { rollUpCalls } from "./usage-age-store";
import { usageAges } from "./usage-ages";

/** Short statements, so that a large tenant's day holds up nobody. */
const rowsPerStep = 5_000;

/**
 * Turns a tenant's old hours of usage into days, and deletes what is older than PORTAL_USAGE_DAYS. Each step commits by
 * itself and adds up, so it may stop and begin again anywhere.
 */
export const tidyUsageJob = defineJob({
  name: "tidy-usage",
  input: z.strictObject({}),
  handle: async ({ tenantId, signal, report }) => {
    const ages = usageAges(new Date(), env().PORTAL_USAGE_DAYS);
    let done = 0;
    for (let taken = rowsPerStep; taken > 0 && !signal.aborted; done += taken) {
      taken = await rollUpCalls(tenantId, ages, rowsPerStep);
      report({ done: done + taken, total: null });
    }
    signal.throwIfAborted();
  },
  concurrency: 1,
  retryDelaySeconds: 60,
});
