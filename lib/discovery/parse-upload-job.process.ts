import { startWorkers } from "../jobs/start-workers";
import { parseUploadJob } from "./parse-upload-job";

/** One process of the portal, for the database test that kills it in the middle of a log. */
await startWorkers([parseUploadJob], {
  concurrency: 1,
  pollMilliseconds: 50,
  leaseSeconds: 2,
  maintenanceIntervalSeconds: 1,
});
