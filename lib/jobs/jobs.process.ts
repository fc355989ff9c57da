import { z } from "zod";
import { defineJob } from "./define-job";
import { startWorkers } from "./start-workers";

/** One process of the portal, for the database test: takes the job that it is told of and never gets it done. */
const [name = ""] = process.argv.slice(2);
const job = defineJob({
  name,
  input: z.object({ number: z.number() }),
  handle: async () => {
    process.send?.({ type: "taken" });
    await new Promise(() => setInterval(() => undefined, 60_000));
  },
});
await startWorkers([job], { concurrency: 1, pollMilliseconds: 50, leaseSeconds: 2, maintenanceIntervalSeconds: 1 });
